import type { ComponentType } from 'preact';
import { CallsPage } from '../calls/calls-page.tsx';
import { DataPage } from '../data/data-page.tsx';
import { FaultsPage } from '../faults/faults-page.tsx';
import type { IconName } from '../parts/icon.tsx';
import { SqlPage } from '../sql/sql-page.tsx';
import { TransactionsPage } from '../transactions/transactions-page.tsx';
import { WorkshopPage } from '../workshop/workshop-page.tsx';

/** One entry of the navigation. */
export interface Page {
  /** In the address: `calls` */
  readonly name: string;
  readonly title: string;
  readonly icon: IconName;
  /** Pressed after `g`. */
  readonly key: string;
  readonly component: ComponentType;
}

/** The first one is where readers arrive. */
export const PAGES: readonly [Page, ...Page[]] = [
  { name: 'calls', title: 'Calls', icon: 'calls', key: 'c', component: CallsPage },
  { name: 'sql', title: 'SQL', icon: 'sql', key: 's', component: SqlPage },
  { name: 'transactions', title: 'Transactions', icon: 'transactions', key: 't', component: TransactionsPage },
  { name: 'data', title: 'Data', icon: 'data', key: 'd', component: DataPage },
  { name: 'workshop', title: 'Workshop', icon: 'workshop', key: 'w', component: WorkshopPage },
  { name: 'faults', title: 'Faults', icon: 'faults', key: 'f', component: FaultsPage },
];
