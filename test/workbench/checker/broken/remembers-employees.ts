import type { Employee } from '../../../../handler/event.ts';
import { add, list, type Event } from '../parts.ts';

let employees: Employee[] | undefined;

export const handler = async (event: Event) => {
  await add(event);
  return (employees ??= await list());
};
