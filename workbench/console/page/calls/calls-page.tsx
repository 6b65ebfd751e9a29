import type { JSX } from 'preact';
import { PageHeader } from '../parts/page-header.tsx';

export function CallsPage(): JSX.Element {
  return <PageHeader title="Calls" />;
}
