import type { JSX } from 'preact';
import { PageHeader } from '../parts/page-header.tsx';

export function TransactionsPage(): JSX.Element {
  return <PageHeader title="Transactions" />;
}
