import type { Tx } from '@otklik/kernel';
import { localText } from '@otklik/questionnaire';
import { todayOf } from '@otklik/registry';
import { formFor, formVersion } from '@otklik/survey-forms';
import { shownPairs, shownScores, shownVersions } from '@otklik/survey-answers';
import { askedAt, type Place } from '@otklik/surveys';
import { meanOf } from '../model/figures.ts';
import { INVITED } from '../model/groups.ts';
import { importanceOf, toMend, type Compared } from '../model/mend.ts';
import { lastDayOf, monthBefore, monthsFrom } from '../model/months.ts';
import { questionsOf, type Question } from '../model/questions.ts';
import { find, groupsOf, lineOf, sumsOf, type GroupResult } from './read-results.ts';

/** Methods by which a place's figures are made, for who wants to check them. */
export const METHODS = {
  top: { name: 'top-box', version: '1' },
  mean: { name: 'linear', version: '1' },
  half: { name: 'half-scale', version: '1' },
  recommend: { name: 'nps', version: '1' },
  friends: { name: 'fft', version: '1' },
} as const;

export interface Window {
  readonly from: string;
  readonly to: string;
  readonly today: string;
}

export async function windowOf(tx: Tx, months: number): Promise<Window> {
  const today = await todayOf(tx);
  return { from: monthBefore(today, months - 1), to: monthBefore(today, 0), today };
}

/** The form that visitors of a sector are asked by on a day, with its counted questions. */
export async function formOf(tx: Tx, sector: string, day: string, locale: 'ru' | 'en') {
  const ref = await formFor(tx, { kind: 'visit', sector, audience: 'adult' }, day);
  if (!ref) return null;
  const form = await formVersion(tx, ref.formId, ref.version);
  const base = form.raw['language'];
  const title = localText(form.raw, 'title', locale, typeof base === 'string' ? base : null);
  return { ...ref, title: title ?? null, questions: questionsOf(form, locale) };
}

const grades = (questions: readonly Question[]): Question[] =>
  questions.filter(({ kind }) => kind === 'grade');
const scaleOf = ({ options }: Question): [low: number, high: number] => {
  const points = options.flatMap((option) => (option.points === null ? [] : [option.points]));
  return [Math.min(...points), Math.max(...points)];
};

/** What to mend first at a place, against the mean of its sector in the same months. */
async function mendOf(
  tx: Tx,
  place: Place,
  form: { readonly formId: string; readonly questions: readonly Question[] },
  { from, to }: Window,
  group: GroupResult | undefined,
) {
  if (group?.state !== 'shown') return { isKnown: false, list: [] };
  const { formId, questions } = form;
  const region = await shownScores(tx, {
    scopes: [`sector:${place.sector}`],
    formId,
    from,
    to,
    modes: INVITED,
  });
  const compared = grades(questions).flatMap((question): Compared[] => {
    const own = group.questions.find(({ linkId }) => linkId === question.linkId);
    const all = meanOf(
      sumsOf(region.filter(({ item }) => item === question.linkId)),
      ...scaleOf(question),
    );
    if (own?.state !== 'shown' || !own.mean || !all) return [];
    return [{ linkId: question.linkId, here: own.mean, region: all.value }];
  });
  const outcome = questions.find(({ kind }) => kind === 'recommend');
  const pairs = outcome
    ? await shownPairs(tx, { sector: place.sector, formId, fromYear: Number(from.slice(0, 4)) })
    : [];
  const items = compared.map(({ linkId }) => linkId);
  const importance = outcome ? importanceOf(pairs, items, outcome.linkId) : null;
  const textOf = (id: string) => questions.find(({ linkId }) => linkId === id)?.text ?? null;
  return {
    isKnown: importance !== null,
    list: toMend(compared, importance).map((one) => ({ ...one, text: textOf(one.linkId) })),
  };
}

/** How many of those whose letter left have answered, in percent; null where none left. */
const rateOf = (n: number, sent: number) =>
  sent > 0 && n <= sent ? { sent, percent: (100 * n) / sent } : null;

/** Everything that may be shown of a place; `isAsked` false where nobody is asked. */
export async function readPlace(tx: Tx, place: Place, locale: 'ru' | 'en', months: number) {
  const window = await windowOf(tx, months);
  const { from, to, today } = window;
  const { code, name_ru: nameRu, name_en: nameEn, sector, is_state: isState } = place;
  const about = { place: { code, nameRu, nameEn, sector, isState }, from, to, today };
  const form = await formOf(tx, sector, today, locale);
  if (!form) return { ...about, isAsked: false as const };
  const scope = `place:${place.id}`;
  const found = await find(tx, { scope, formId: form.formId, from, to });
  const { isApart, groups } = groupsOf(found, form.questions);
  const invited = groups.find(({ group }) => group === 'invited');
  const versions = await shownVersions(tx, { scope, formId: form.formId, from });
  const min = found.disclosure.survey_results_min;
  const asked = await askedAt(tx, { placeId: place.id, from, to: lastDayOf(to) });
  return {
    ...about,
    isAsked: true as const,
    min,
    form: { title: form.title, version: form.version },
    methods: METHODS,
    isApart,
    groups,
    rate: invited?.state === 'shown' ? rateOf(invited.n, asked.sent) : null,
    line: lineOf(found, monthsFrom(from, to)).map((point) => ({
      ...point,
      versions: versions
        .filter((one) => one.month === point.month && one.n >= min)
        .map(({ version }) => version),
    })),
    mend: await mendOf(tx, place, form, window, invited),
    asked,
  };
}
