import type { ComponentChildren, JSX } from 'preact';

/** The head of a page: its name, then its controls. */
export function PageHeader({ title, children }: { title: string; children?: ComponentChildren }): JSX.Element {
  return (
    <header class="page-header">
      <h1>{title}</h1>
      {children}
    </header>
  );
}
