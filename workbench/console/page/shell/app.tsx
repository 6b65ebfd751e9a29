import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { isLive } from '../calls/watch-calls.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { Toasts } from '../parts/toast.tsx';
import { AwayBanner } from './away-banner.tsx';
import { FaultBanner } from './fault-banner.tsx';
import { Help, isHelpOpen } from './help.tsx';
import { Navigation } from './navigation.tsx';
import { PAGES } from './pages.ts';
import { navigate, route } from './route.ts';
import { useShortcuts } from './shortcuts.ts';

/** The frame around all pages. */
export function App(): JSX.Element {
  const page = PAGES.find(({ name }) => name === route.value.page) ?? PAGES[0];
  const isAway = isLive.value === false;
  useShortcuts('Everywhere', [
    ...PAGES.map(({ name, title, key }) => ({ keys: `g ${key}`, does: `Go to ${title}`, run: () => navigate(name) })),
    { keys: '?', does: 'This help', run: () => (isHelpOpen.value = true) },
  ]);
  useEffect(() => {
    document.title = `${page.title} · RDS Data API workbench`;
  }, [page]);
  return (
    <div class="shell">
      <a class="skip" href="#main" onClick={skip}>
        Skip to the page
      </a>
      <Navigation current={page.name} />
      <div class="stage">
        {isAway ? <AwayBanner /> : <FaultBanner />}
        <main id="main" class={`page page-${page.name}`} tabIndex={-1}>
          {/* The calls that came are still there; what the other pages show may be untrue by now. */}
          {isAway && page.name !== 'calls' ? <PageHeader title={page.title} /> : <page.component />}
        </main>
      </div>
      <Toasts />
      <Help />
    </div>
  );
}

/** The address is the router's. */
function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#main')?.focus();
}
