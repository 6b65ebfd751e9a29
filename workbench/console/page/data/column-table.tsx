import type { JSX } from 'preact';
import type { Column } from './catalog.ts';

const KEYS: Readonly<Record<string, string>> = { PRI: 'primary', UNI: 'unique', MUL: 'index' };

/** The columns of a table, as they were defined. */
export function ColumnTable({ columns }: { columns: readonly Column[] }): JSX.Element {
  return (
    <div class="grid-box" role="region" aria-label="Columns" tabIndex={0}>
      <table class="records">
        <thead>
          <tr>
            {['Column', 'Type', 'NULL', 'Key', 'Default', 'Extra'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, type, isNullable, key, defaultValue, extra }) => (
            <tr key={name}>
              <td>{name}</td>
              <td class="mono">{type}</td>
              <td>{isNullable ? 'yes' : 'no'}</td>
              <td>{KEYS[key] ?? ''}</td>
              <td class="mono">{defaultValue}</td>
              <td>{extra}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
