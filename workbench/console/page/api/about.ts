import { signal } from '@preact/signals';
import { ask } from './ask.ts';

/** What the workbench tells of itself. */
export interface About {
  readonly version: string;
  /** The server behind it, one line. */
  readonly server: string;
  /** What a handler needs: `DB_CLUSTER_ARN`, `DB_SECRET_ARN`, `DB_NAME` and more. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the database goes back to its seed: not where it was there before. */
  readonly isResettable: boolean;
}

/** Undefined until it came. */
export const about = signal<About | undefined>(undefined);

/** @returns the members by which every request names the database of the workbench. */
export function ownCluster(): { resourceArn: string; secretArn: string; database: string } {
  const { DB_CLUSTER_ARN = '', DB_SECRET_ARN = '', DB_NAME = '' } = about.value?.environment ?? {};
  return { resourceArn: DB_CLUSTER_ARN, secretArn: DB_SECRET_ARN, database: DB_NAME };
}

/** Where this page's Data API is. */
export const endpoint = (): string => location.origin;

/** Asks the workbench what it is. @throws Error where no answer came. */
export async function loadAbout(): Promise<void> {
  about.value = (await ask('GET', '/about')) as About;
}
