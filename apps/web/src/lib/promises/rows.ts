/** The rows of promises in the form of an answer: as many as one answer may hold. */
export const PROMISE_ROWS = 10;
type Part = 'what' | 'owner' | 'until';

export const rowField = (part: Part, row: number): string => `promise-${part}-${row}`;

/** Every box of the rows, so that a refused form keeps them. */
export const ROW_FIELDS: readonly string[] = Array.from({ length: PROMISE_ROWS }, (_, row) => [
  rowField('what', row),
  rowField('owner', row),
  rowField('until', row),
]).flat();

interface Row {
  readonly what: string;
  readonly owner: string;
  readonly until: string;
}

/** The rows in which anything was typed, and where each stood in the form. */
export function rowsIn(values: Readonly<Record<string, string>>): (Row & { row: number })[] {
  return Array.from({ length: PROMISE_ROWS }, (_, row) => ({
    row,
    what: (values[rowField('what', row)] ?? '').trim(),
    owner: (values[rowField('owner', row)] ?? '').trim(),
    until: (values[rowField('until', row)] ?? '').trim(),
  })).filter(({ what, owner, until }) => what || owner || until);
}

/** What the boxes hold before anything is typed: the promises of an earlier version. */
export const boxesOf = (promises: readonly Row[]): Record<string, string> =>
  Object.fromEntries(
    promises.flatMap(({ what, owner, until }, row) => [
      [rowField('what', row), what],
      [rowField('owner', row), owner],
      [rowField('until', row), until],
    ]),
  );
