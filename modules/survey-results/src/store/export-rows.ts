import { AppError, type Tx } from '@otklik/kernel';
import { disclosureOf } from '@otklik/registry';
import { shownScores, shownTotals } from '@otklik/survey-answers';
import { placeByCode, placesOfSector, type Place } from '@otklik/surveys';
import type { Question } from '../model/questions.ts';
import type { ResultRow } from '../model/rows.ts';
import { groupsOf } from './read-results.ts';

const ROUNDED = 100;

type GroupFound = ReturnType<typeof groupsOf>['groups'][number];

const rounded = (value: number | undefined): number | null =>
  value === undefined ? null : Math.round(value * ROUNDED) / ROUNDED;

const NO_FIGURES = {
  top: null,
  top_low: null,
  top_high: null,
  mean: null,
  mean_low: null,
  mean_high: null,
} as const;

type Head = Pick<ResultRow, 'place' | 'sector' | 'is_state' | 'from' | 'to' | 'form_version'>;

/** The rows of one place and group: of all answers, of each question, of each option. */
function rowsOf(head: Head, found: GroupFound): ResultRow[] {
  const { group } = found;
  const all = { ...head, group, item: '', code: '', ...NO_FIGURES };
  if (found.state === 'few') return [{ ...all, n: null }];
  const { half } = found;
  return [
    {
      ...all,
      n: found.n,
      mean: rounded(half?.value),
      mean_low: rounded(half?.low),
      mean_high: rounded(half?.high),
    },
    ...found.questions.flatMap((question): ResultRow[] => {
      const own = { ...head, group, item: question.linkId, ...NO_FIGURES };
      if (question.state === 'few') return [{ ...own, code: '', n: null }];
      const { top, mean } = question;
      return [
        {
          ...own,
          code: '',
          n: question.n,
          top: rounded(top?.value),
          top_low: rounded(top?.low),
          top_high: rounded(top?.high),
          mean: rounded(mean?.value),
          mean_low: rounded(mean?.low),
          mean_high: rounded(mean?.high),
        },
        ...question.options.map(({ code, n }) => ({ ...own, code, n })),
      ];
    }),
  ];
}

/** All places of a sector in the order of their codes, or one. @throws AppError not-found */
export async function placesAsked(tx: Tx, sector: string, code?: string): Promise<Place[]> {
  if (code === undefined) return placesOfSector(tx, sector);
  const place = await placeByCode(tx, code);
  if (!place) throw new AppError('not-found');
  return [place];
}

/** The rows of these places. */
export async function builtFrom(
  tx: Tx,
  places: readonly Place[],
  form: { formId: string; version: string; questions: readonly Question[] },
  { from, to }: { from: string; to: string },
): Promise<ResultRow[]> {
  const scopes = places.map(({ id }) => `place:${id}`);
  const asked = { scopes, formId: form.formId, from, to };
  const totals = Map.groupBy(await shownTotals(tx, asked), ({ scope }) => scope);
  const scores = Map.groupBy(await shownScores(tx, asked), ({ scope }) => scope);
  const disclosure = await disclosureOf(tx);
  return places.flatMap((place) => {
    const scope = `place:${place.id}`;
    const head = {
      place: place.code,
      sector: place.sector,
      is_state: place.is_state,
      from,
      to,
      form_version: form.version,
    };
    const found = {
      totals: totals.get(scope) ?? [],
      scores: scores.get(scope) ?? [],
      disclosure,
    };
    return groupsOf(found, form.questions).groups.flatMap((group) => rowsOf(head, group));
  });
}
