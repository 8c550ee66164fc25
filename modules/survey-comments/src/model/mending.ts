import type { Aspect, Side } from '@otklik/comment-themes';

export interface ThemeCount {
  readonly aspect: Aspect;
  readonly side: Side;
  /** Different published comments. */
  readonly n: number;
}

export interface Mending {
  readonly aspect: Aspect;
  readonly criticism: number;
  readonly praise: number;
}

/**
 * What to mend first, by the words of visitors: things that are criticised in enough different comments and more
 * often than praised, the most criticised first. Too few comments say nothing, and so does this.
 */
export function mendFirst(counts: readonly ThemeCount[], min: number): Mending[] {
  const of = (aspect: Aspect, side: Side): number =>
    counts.find((one) => one.aspect === aspect && one.side === side)?.n ?? 0;
  return [...new Set(counts.map(({ aspect }) => aspect))]
    .map((aspect) => ({
      aspect,
      criticism: of(aspect, 'criticism'),
      praise: of(aspect, 'praise'),
    }))
    .filter(({ criticism, praise }) => criticism >= min && criticism > praise)
    .sort((a, b) => b.criticism - a.criticism || (a.aspect < b.aspect ? -1 : 1));
}
