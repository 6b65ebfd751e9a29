const MAX_CHARACTERS = 160;
const MAX_EVENT_CHARACTERS = 300;

/** @returns a value as JSON, cut where it is long. */
export function show(value: unknown, max = MAX_EVENT_CHARACTERS): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > max ? `${text.slice(0, max)}…` : text;
}

/** @returns two values that differ, side by side; of long lists, the place where they begin to differ. */
export function showDifference(expected: unknown, got: unknown): { expected: string; got: string } {
  const [whole, other] = [JSON.stringify(expected), JSON.stringify(got)];
  const isLong = whole.length > MAX_CHARACTERS || other.length > MAX_CHARACTERS;
  if (!isLong || !Array.isArray(expected) || !Array.isArray(got)) return { expected: show(expected), got: show(got) };
  const length = Math.max(expected.length, got.length);
  const place = Array.from({ length }, (_, index) => index).find(
    (index) => JSON.stringify(expected[index]) !== JSON.stringify(got[index]),
  );
  return { expected: showPlace(expected, place ?? 0), got: showPlace(got, place ?? 0) };
}

function showPlace(list: unknown[], place: number): string {
  const what = place < list.length ? `number ${place + 1} is ${show(list[place])}` : 'and no more';
  return `${list.length} employees, ${what}`;
}
