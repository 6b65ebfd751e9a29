import type { JSX } from 'preact';
import { Icon } from '../parts/icon.tsx';

/** Says on every page that nobody answers. */
export function AwayBanner(): JSX.Element {
  return (
    <div class="banner banner-bad" role="alert">
      <Icon name="warning" />
      <span>
        The workbench at {location.host} does not answer. Start it again, for example with <code>npm start</code>: this
        page reconnects by itself.
      </span>
    </div>
  );
}
