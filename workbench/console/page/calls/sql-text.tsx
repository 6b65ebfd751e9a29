import type { JSX } from 'preact';
import type { SqlParameter } from '../../../../emulator/text.ts';
import { placeParameters } from './place-parameters.ts';

/** A statement with the values of its parameters in place, each marked as what it is. */
export function SqlText({
  sql,
  parameters,
}: {
  sql: string;
  parameters?: readonly SqlParameter[] | undefined;
}): JSX.Element {
  return (
    <>
      {placeParameters(sql, parameters).map((piece, n) =>
        'name' in piece ? (
          <mark
            key={n}
            class={piece.sentAs === 'missing' ? 'parameter parameter-missing' : 'parameter'}
            title={`:${piece.name} · ${piece.sentAs === 'missing' ? 'no parameter of this name was sent' : piece.sentAs}`}
          >
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}
