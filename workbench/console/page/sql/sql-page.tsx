import type { JSX } from 'preact';
import { PageHeader } from '../parts/page-header.tsx';

export function SqlPage(): JSX.Element {
  return <PageHeader title="SQL" />;
}
