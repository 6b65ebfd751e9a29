import type { JSX } from 'preact';
import { PageHeader } from '../parts/page-header.tsx';

export function FaultsPage(): JSX.Element {
  return <PageHeader title="Faults" />;
}
