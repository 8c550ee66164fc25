import { wilson } from '@otklik/stats';
import { themesOf } from './themes.ts';
import { ASPECTS, SIDES, type Aspect, type Side } from './types.ts';

/** A comment with the themes a person gave it, `aspect+` or `aspect-`. */
export interface Labelled {
  readonly text: string;
  readonly labels: readonly string[];
}

/** How well one aspect and side is found. Shares are null where nothing was found or nothing was there. */
export interface Figure {
  readonly aspect: Aspect | 'all';
  readonly side: Side | 'both';
  /** Comments that have it by their label. */
  readonly there: number;
  readonly found: number;
  readonly right: number;
  readonly precision: Share | null;
  readonly recall: Share | null;
}

/** A share with its 95 % Wilson interval. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** `aspect+` for praise, `aspect-` for criticism. */
export function labelOf(aspect: Aspect, side: Side): string {
  return `${aspect}${side === 'praise' ? '+' : '-'}`;
}

/** Precision and recall by aspect and side, of both sides of an aspect, and over everything (last). */
export function measure(comments: readonly Labelled[]): readonly Figure[] {
  const pairs = comments.map(({ text, labels }) => ({
    wanted: new Set(labels),
    given: new Set(themesOf(text).map(({ aspect, side }) => labelOf(aspect, side))),
  }));
  const figures = ASPECTS.flatMap((aspect) => [
    ...SIDES.map((side) => figure(pairs, aspect, side, [labelOf(aspect, side)])),
    figure(
      pairs,
      aspect,
      'both',
      SIDES.map((side) => labelOf(aspect, side)),
    ),
  ]);
  const every = ASPECTS.flatMap((aspect) => SIDES.map((side) => labelOf(aspect, side)));
  return [
    ...figures,
    ...SIDES.map((side) =>
      figure(
        pairs,
        'all',
        side,
        ASPECTS.map((aspect) => labelOf(aspect, side)),
      ),
    ),
    figure(pairs, 'all', 'both', every),
  ];
}

interface Pair {
  readonly wanted: ReadonlySet<string>;
  readonly given: ReadonlySet<string>;
}

function figure(
  pairs: readonly Pair[],
  aspect: Figure['aspect'],
  side: Figure['side'],
  labels: readonly string[],
): Figure {
  let there = 0;
  let found = 0;
  let right = 0;
  for (const { wanted, given } of pairs) {
    for (const label of labels) {
      if (wanted.has(label)) there += 1;
      if (given.has(label)) found += 1;
      if (wanted.has(label) && given.has(label)) right += 1;
    }
  }
  return {
    aspect,
    side,
    there,
    found,
    right,
    precision: shareOf(right, found),
    recall: shareOf(right, there),
  };
}

function shareOf(part: number, whole: number): Share | null {
  if (whole === 0) return null;
  const [low, high] = wilson(part, whole);
  return { value: part / whole, low, high };
}
