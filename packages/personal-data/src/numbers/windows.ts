import type { Group, Run } from './groups.ts';

/** Some neighbouring groups of a run, read as one number. */
export interface Window {
  readonly groups: readonly Group[];
  readonly digits: string;
  /** Lengths of the groups, such as `3-3-2-2`. */
  readonly shape: string;
  /** First and last token. */
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

const MOST_GROUPS = 12;
const MOST_DIGITS = 20;
const FEWEST_DIGITS = 4;

/** Every window of a run that may be a whole number: nothing is tightly bound to its ends. */
export function* windowsOf(run: Run): Generator<Window> {
  for (let first = 0; first < run.length; first += 1) {
    if (first > 0 && !isLoose(run[first]!.separator)) continue;
    let digits = '';
    let real = 0;
    const end = Math.min(run.length, first + MOST_GROUPS);
    for (let last = first; last < end; last += 1) {
      const group = run[last]!;
      digits += group.digits;
      real += group.real;
      if (digits.length > MOST_DIGITS) break;
      if (digits.length < FEWEST_DIGITS || real * 3 < digits.length) continue;
      const next = run[last + 1];
      if (next && !isLoose(next.separator)) continue;
      yield windowOf(run.slice(first, last + 1), digits);
    }
  }
}

function windowOf(groups: readonly Group[], digits: string): Window {
  const head = groups[0]!;
  const tail = groups.at(-1)!;
  return {
    groups,
    digits,
    shape: groups.map((group) => group.digits.length).join('-'),
    first: head.first,
    last: tail.last,
    start: head.start,
    end: tail.end,
  };
}

/** A white space, a comma or an opening bracket lets a number end or begin. */
function isLoose(separator: string): boolean {
  return /[ ,(+]/.test(separator);
}
