import type { JSX } from 'preact';
import type { FaultReport } from '../../../faults/faults.ts';
import { faultState } from '../api/faults.ts';
import { Icon } from '../parts/icon.tsx';
import { toHref } from './route.ts';

/** Says on every page that calls fail or wait on purpose. */
export function FaultBanner(): JSX.Element | null {
  const active = describe(faultState.value);
  if (active === '') return null;
  return (
    <aside class="banner banner-warn" aria-label="Active faults">
      <Icon name="faults" />
      <span>{active}</span>
      <a href={toHref('faults')}>Change</a>
    </aside>
  );
}

function describe(state: FaultReport | undefined): string {
  if (state === undefined) return '';
  const { cluster, faults } = state;
  const kinds = [...new Set(faults.filter(({ remaining }) => remaining !== 0).map(({ kind }) => kind))];
  return [
    ...(cluster.state === 'available' ? [] : [`The cluster is ${cluster.state}`]),
    ...(kinds.length === 0 ? [] : [`Faults on: ${kinds.join(', ')}`]),
  ].join(' · ');
}
