import { nearSpan } from './numbers.ts';

export interface Told {
  readonly marks: readonly string[];
  /** The day it happened, `YYYY-MM-DD`; null when nobody said. */
  readonly on: string | null;
  /** Whether it is filed under the very topic that is asked about, not a neighbouring one. */
  readonly sameTopic?: boolean;
}

/** How much a mark of each kind says when both texts have it. */
const WEIGHTS: Readonly<Record<string, number>> = { c: 1, s: 0.7, r: 0.5, n: 1.2, t: 1 };
const DAY_MS = 86_400_000;
/** What a day named by both adds, at most; it halves with every four days between them. */
const DAY_WEIGHT = 0.2;
const DAY_HALF_days = 4;
const OTHER_TOPIC = 0.75;

const weightOf = (mark: string): number => WEIGHTS[mark[0]!] ?? 0;

/** How rare each mark is among these texts: 0 for one that all have. */
function rarity(texts: readonly Told[]): (mark: string) => number {
  const seen = new Map<string, number>();
  for (const { marks } of texts)
    for (const mark of marks) seen.set(mark, (seen.get(mark) ?? 0) + 1);
  const whole = Math.log(1 + texts.length);
  return (mark) => Math.log(1 + texts.length / ((seen.get(mark) ?? 0) + 0.5)) / whole;
}

const spansOf = (marks: readonly string[]): number[] =>
  marks.filter((mark) => mark.startsWith('t:')).map((mark) => Number(mark.slice(2)));

/** How near two days are: 1 for the same, 0 when either is unknown. */
export function nearness(a: string | null, b: string | null): number {
  if (a === null || b === null) return 0;
  const apart_days = Math.abs(Date.parse(a) - Date.parse(b)) / DAY_MS;
  return 2 ** (-apart_days / DAY_HALF_days);
}

/**
 * How likely each text tells of the same as the one asked about, 0 and more; in the order of the texts.
 * Marks count by how rare they are among the texts themselves, so what all complaints of a clinic's topic
 * say («очередь», «запись») tells nothing.
 */
export function likeness(asked: Told, texts: readonly Told[]): number[] {
  const rare = rarity(texts);
  const value = (mark: string): number => (weightOf(mark) * rare(mark)) ** 2;
  const length = (marks: Iterable<string>): number => {
    let sum = 0;
    for (const mark of marks) sum += value(mark);
    return Math.sqrt(sum) || 1;
  };
  const wanted = new Set(asked.marks);
  const askedSpans = spansOf(asked.marks);
  const askedLength = length(wanted);
  return texts.map((text) => {
    let shared = 0;
    for (const mark of text.marks) {
      if (wanted.has(mark)) shared += value(mark);
      else if (mark.startsWith('t:')) {
        const span = Number(mark.slice(2));
        if (askedSpans.some((other) => nearSpan(span, other))) shared += value(mark) * 0.7;
      }
    }
    const words = shared / (askedLength * length(text.marks));
    const near = DAY_WEIGHT * nearness(asked.on, text.on);
    return (words + near) * (text.sameTopic === false ? OTHER_TOPIC : 1);
  });
}

/** How many are offered at most. */
export const OFFERED_MAX = 5;
/** Less like than this nothing is offered: on the labelled set it costs three duplicates in a hundred. */
export const LEAST_LIKENESS = 0.08;

/** The places of the texts that are most like the one asked about, the likest first. */
export function mostAlike(asked: Told, texts: readonly Told[], offered = OFFERED_MAX): number[] {
  return likeness(asked, texts)
    .map((score, at) => ({ score, at }))
    .filter(({ score }) => score >= LEAST_LIKENESS)
    .toSorted((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, offered)
    .map(({ at }) => at);
}

const CONTENT_STEMS_MIN = 4;

/** Whether there is enough text to compare. */
export const isEnough = (marks: readonly string[]): boolean =>
  marks.filter((mark) => mark.startsWith('s:')).length >= CONTENT_STEMS_MIN;
