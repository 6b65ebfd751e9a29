import type { JSX } from 'preact';
import { about } from '../api/about.ts';
import { Icon } from '../parts/icon.tsx';
import { explain } from './explanations.ts';

/** A refusal: what the service said, what it means, and what to do next. */
export function ErrorNote({ error }: { error: { readonly name: string; readonly message: string } }): JSX.Element {
  const { meaning, next } = explain(error, about.value?.server ?? '');
  return (
    <div class="note note-bad">
      <p class="note-title">
        <Icon name="warning" /> {meaning}
      </p>
      {error.message !== '' && <p class="mono note-message">{error.message}</p>}
      <p>
        <strong>Next:</strong> {next}
      </p>
    </div>
  );
}
