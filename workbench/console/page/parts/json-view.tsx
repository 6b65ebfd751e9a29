import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { toJson } from '../api/json.ts';

const MAX_LINES = 500;
/** An object with one plain member, as Fields are: short enough for one line. */
const ONE_MEMBER = /\{\n\s*("\w+": (?:"(?:[^"\\]|\\.)*"|[\d.eE+-]+|true|false|null))\n\s*\}/g;
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d[\d.eE+-]*)/g;

/** @returns JSON for a reader: two blanks a level, a Field on one line. */
export function toReadableJson(value: unknown): string {
  return toJson(value, 2).replaceAll(ONE_MEMBER, '{ $1 }');
}

/** JSON in colours; what is very long is shown when it is asked for. */
export function JsonView({ value, label }: { value: unknown; label: string }): JSX.Element {
  const [isAll, setAll] = useState(false);
  const lines = toReadableJson(value).split('\n');
  const shown = isAll ? lines : lines.slice(0, MAX_LINES);
  return (
    <>
      <pre class="json" role="region" aria-label={label} tabIndex={0}>
        <code>{shown.map((line) => [...colour(line), '\n'])}</code>
      </pre>
      {shown.length < lines.length && (
        <button type="button" class="more" onClick={() => setAll(true)}>
          Show all {lines.length} lines
        </button>
      )}
    </>
  );
}

/** @returns a line of JSON in pieces. */
export function colour(line: string): (string | JSX.Element)[] {
  const pieces: (string | JSX.Element)[] = [];
  let end = 0;
  for (const match of line.matchAll(TOKEN)) {
    const [token, text, colon, word] = match;
    if (match.index > end) pieces.push(line.slice(end, match.index));
    end = match.index + token.length;
    if (colon !== undefined) pieces.push(<span class="json-name">{text}</span>, colon);
    else
      pieces.push(
        <span class={`json-${text === undefined ? (word === undefined ? 'number' : 'word') : 'text'}`}>{token}</span>,
      );
  }
  return [...pieces, line.slice(end)];
}
