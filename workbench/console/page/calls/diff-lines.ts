/** Two lines beside each other; one is missing where the texts differ. */
export interface DiffRow {
  readonly left?: string;
  readonly right?: string;
  readonly isSame: boolean;
}

/** Larger differences than this, in cells of the table, are shown without looking for what they share. */
const MAX_CELLS = 4_000_000;

/** Compares two texts line by line: the longest common lines stand beside each other. */
export function diffLines(left: readonly string[], right: readonly string[]): DiffRow[] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let [leftEnd, rightEnd] = [left.length, right.length];
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1])
    [leftEnd, rightEnd] = [leftEnd - 1, rightEnd - 1];
  return [
    ...left.slice(0, start).map(toSame),
    ...diffMiddle(left.slice(start, leftEnd), right.slice(start, rightEnd)),
    ...left.slice(leftEnd).map(toSame),
  ];
}

function toSame(line: string): DiffRow {
  return { left: line, right: line, isSame: true };
}

function diffMiddle(left: readonly string[], right: readonly string[]): DiffRow[] {
  if (left.length * right.length > MAX_CELLS) return pair(left, right);
  const lengths = commonLengths(left, right);
  const width = right.length + 1;
  const rows: DiffRow[] = [];
  let gone: string[] = [];
  let come: string[] = [];
  const flush = (): void => {
    rows.push(...pair(gone, come));
    [gone, come] = [[], []];
  };
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i], right[j]];
    if (a !== undefined && a === b) {
      flush();
      rows.push(toSame(a));
      i++;
      j++;
    } else if (
      b === undefined ||
      (a !== undefined && (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      gone.push(a ?? '');
      i++;
    } else {
      come.push(b);
      j++;
    }
  }
  flush();
  return rows;
}

/** @returns for every pair of places how many lines both share from there on. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint32Array {
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const at = i * width + j;
      lengths[at] =
        left[i] === right[j]
          ? (lengths[at + width + 1] ?? 0) + 1
          : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  return lengths;
}

function pair(left: readonly string[], right: readonly string[]): DiffRow[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, n) => {
    const [a, b] = [left[n], right[n]];
    return { ...(a === undefined ? {} : { left: a }), ...(b === undefined ? {} : { right: b }), isSame: false };
  });
}
