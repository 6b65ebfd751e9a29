import type { JSX } from 'preact';
import { PageHeader } from '../parts/page-header.tsx';

export function WorkshopPage(): JSX.Element {
  return <PageHeader title="Workshop" />;
}
