import type { JSX } from 'preact';
import { about } from '../api/about.ts';
import { transactions } from '../api/transactions.ts';
import { isLive } from '../calls/watch-calls.ts';
import { Icon } from '../parts/icon.tsx';
import { isHelpOpen } from './help.tsx';
import { PAGES } from './pages.ts';
import { toHref } from './route.ts';

/** The pages, and where all this comes from. @param current the name of the page that is shown. */
export function Navigation({ current }: { current: string }): JSX.Element {
  return (
    <nav class="nav" aria-label="Pages">
      <a class="brand" href={toHref('calls')}>
        <span class="brand-mark" aria-hidden="true" />
        <span>RDS Data API</span>
      </a>
      <ul>
        {PAGES.map(({ name, title, icon, key }) => (
          <li key={name}>
            <a href={toHref(name)} aria-current={name === current ? 'page' : undefined} title={`${title} (g ${key})`}>
              <Icon name={icon} />
              <span>{title}</span>
              {name === 'transactions' && <OpenCount />}
            </a>
          </li>
        ))}
      </ul>
      <footer class="nav-footer">
        <button type="button" class="button-quiet" onClick={() => (isHelpOpen.value = true)}>
          <Icon name="help" /> Keyboard <kbd>?</kbd>
        </button>
        <p title="The server behind the Data API">{about.value?.server}</p>
        <p>{location.host}</p>
      </footer>
    </nav>
  );
}

/** Transactions that are open: they hold locks, wherever the reader is. */
function OpenCount(): JSX.Element | null {
  const open = transactions.value.filter(({ ending }) => ending === undefined).length;
  return open === 0 || isLive.value === false ? null : (
    <span class="nav-count numbers" title={`${open} open`}>
      {open}
    </span>
  );
}
