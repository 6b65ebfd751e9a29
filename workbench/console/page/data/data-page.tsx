import type { JSX } from 'preact';
import { PageHeader } from '../parts/page-header.tsx';

export function DataPage(): JSX.Element {
  return <PageHeader title="Data" />;
}
