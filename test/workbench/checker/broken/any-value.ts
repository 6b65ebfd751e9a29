import { add, execute, SELECT, type Event } from '../parts.ts';

/** Takes the first value of each field, whatever its kind: of NULL, that is true. */
export const handler = async (event: Event) => {
  await add(event);
  const { records = [] } = await execute(SELECT);
  return records.map((record) => record.map((field) => Object.values(field)[0] as unknown));
};
