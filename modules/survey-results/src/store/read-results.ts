import type { Tx } from '@otklik/kernel';
import type { Disclosure } from '@otklik/registry';
import {
  disclose,
  shownScores,
  shownTotals,
  type ShownScore,
  type ShownTotal,
} from '@otklik/survey-answers';
import {
  addSums,
  friendsOf,
  meanOf,
  NO_SUMS,
  recommendOf,
  topOf,
  type OptionCount,
  type Sums,
} from '../model/figures.ts';
import { groupOf, GROUPS, type Group } from '../model/groups.ts';
import { modesDiffer } from '../model/modes.ts';
import type { Question } from '../model/questions.ts';

/** What is asked of shown counts: one scope, one form, whole months. */
export interface Asked {
  readonly scope: string;
  readonly formId: string;
  readonly from: string;
  readonly to: string;
}

interface Found {
  readonly totals: readonly ShownTotal[];
  readonly scores: readonly ShownScore[];
  readonly disclosure: Disclosure;
}

export async function find(tx: Tx, asked: Asked): Promise<Omit<Found, 'disclosure'>> {
  const { scope, formId, from, to } = asked;
  const of = { scopes: [scope], formId, from, to };
  const [totals, scores] = await Promise.all([shownTotals(tx, of), shownScores(tx, of)]);
  return { totals, scores };
}

export const sumsOf = (scores: readonly ShownScore[]): Sums => scores.reduce(addSums, NO_SUMS);

/** The counts of a question's options, masked; null when the whole question is hidden or nobody answered. */
function optionsOf(
  totals: readonly ShownTotal[],
  question: Question,
  disclosure: Disclosure,
): ReadonlyMap<string, OptionCount> | null {
  const own = totals.filter(({ item, code }) => item === question.linkId && code !== '');
  const summed = new Map<string, { n: number; weight: number }>();
  for (const { code, n, weight } of own) {
    const before = summed.get(code) ?? { n: 0, weight: 0 };
    summed.set(code, { n: before.n + n, weight: before.weight + weight });
  }
  const cells = [...summed].map(([code, { n, weight }]) => ({
    code,
    weight,
    n,
    group: question.linkId,
  }));
  const masked = disclose(cells, disclosure);
  // Nobody answered, too: then there is none.
  if (masked.every(({ n }) => n === null)) return null;
  return new Map(masked.map(({ code, n, weight }) => [code, { n, weight }]));
}

function questionOf(
  found: Found,
  totals: readonly ShownTotal[],
  scores: readonly ShownScore[],
  question: Question,
) {
  const counts = optionsOf(totals, question, found.disclosure);
  const { linkId, text, kind, repeats } = question;
  const head = { linkId, text, kind, repeats };
  if (!counts) return { ...head, state: 'few' as const };
  const n = totals
    .filter(({ item, code }) => item === linkId && code === '')
    .reduce((sum, one) => sum + one.n, 0);
  const sums = sumsOf(scores.filter(({ item }) => item === linkId));
  const points = question.options.flatMap((option) =>
    option.points === null ? [] : [option.points],
  );
  return {
    ...head,
    state: 'shown' as const,
    n,
    options: question.options.map(({ code, label, isTop }) => ({
      code,
      label,
      isTop,
      n: counts.has(code) ? counts.get(code)!.n : 0,
    })),
    top: kind === 'grade' ? topOf(question, counts, sums) : null,
    mean:
      kind === 'grade' && counts.size > 0
        ? meanOf(sums, Math.min(...points), Math.max(...points))
        : null,
    recommend: kind === 'recommend' ? recommendOf(question, counts) : null,
    friends: kind === 'friends' ? friendsOf(question, counts) : null,
  };
}

export type QuestionResult = ReturnType<typeof questionOf>;

const answersIn = (totals: readonly ShownTotal[]): number =>
  totals.filter(({ item }) => item === '').reduce((sum, { n }) => sum + n, 0);

/** Best answers by mode of the first graded question. */
function apartOf(totals: readonly ShownTotal[], questions: readonly Question[]): boolean {
  const first = questions.find(({ kind }) => kind === 'grade');
  if (!first) return false;
  const best = new Set(first.options.filter(({ isTop }) => isTop).map(({ code }) => code));
  const byMode = Map.groupBy(
    totals.filter(({ item, code }) => item === first.linkId && code !== ''),
    ({ mode }) => mode,
  );
  return modesDiffer(
    [...byMode].map(([mode, cells]) => ({
      mode,
      n: cells.reduce((sum, { n }) => sum + n, 0),
      top: cells.reduce((sum, { n, code }) => sum + (best.has(code) ? n : 0), 0),
    })),
  );
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function groupResult(
  found: Found,
  questions: readonly Question[],
  group: string,
  modes: ReadonlySet<string>,
) {
  const totals = found.totals.filter(({ mode }) => modes.has(mode));
  const scores = found.scores.filter(({ mode }) => modes.has(mode));
  const n = answersIn(totals);
  if (n < found.disclosure.survey_results_min) return { group, state: 'few' as const };
  const results = questions.map((question) => questionOf(found, totals, scores, question));
  const shares = results.flatMap((one) =>
    one.state === 'shown' && one.kind === 'grade' && one.top ? [one.top.value] : [],
  );
  return {
    group,
    state: 'shown' as const,
    n,
    questions: results,
    /** The mean of the items' shares of best answers: items count alike, not answers. */
    composite: mean(shares),
    half: meanOf(sumsOf(scores.filter(({ item }) => item === '')), 0, 10_000),
  };
}

export type GroupResult = ReturnType<typeof groupResult>;

/**
 * What is shown of one scope, each group of modes by itself. Modes of those who were invited stand apart too where
 * they answer differently.
 */
export function groupsOf(found: Found, questions: readonly Question[]) {
  const modes = new Set(found.totals.map(({ mode }) => mode));
  const isOf = (group: Group) => new Set([...modes].filter((mode) => groupOf(mode) === group));
  const invited = found.totals.filter(({ mode }) => groupOf(mode) === 'invited');
  const isApart = apartOf(invited, questions);
  const groups = GROUPS.flatMap((group) => {
    const own = isOf(group);
    if (own.size === 0) return [];
    if (group !== 'invited' || !isApart) return [groupResult(found, questions, group, own)];
    return [...own].toSorted().map((mode) => groupResult(found, questions, mode, new Set([mode])));
  });
  return { isApart, groups };
}

/** Composites month by month of those who were invited; null where too few answered. */
export function lineOf(found: Found, months: readonly string[]) {
  const own = found.scores.filter(({ item, mode }) => item === '' && groupOf(mode) === 'invited');
  const sums = months.map((month) => sumsOf(own.filter((one) => one.month === month)));
  const shown = disclose(
    months.map((month, at) => ({ month, n: sums[at]!.n, group: month })),
    found.disclosure,
  );
  return months.map((month, at) => ({
    month,
    figure: shown[at]!.n === null ? null : meanOf(sums[at]!, 0, 10_000),
  }));
}
