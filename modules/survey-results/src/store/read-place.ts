import { createKept, regionOf, type Tx } from '@otklik/kernel';
import { localText } from '@otklik/questionnaire';
import { disclosureOf, todayOf, type Disclosure } from '@otklik/registry';
import { formFor, formVersion } from '@otklik/survey-forms';
import { latestRelease, shownPairs, shownScores, shownVersions } from '@otklik/survey-answers';
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
  const outcome = questions.find(({ kind }) => kind === 'recommend');
  const sector = place.sector;
  const [region, pairs] = await Promise.all([
    shownScores(tx, { scopes: [`sector:${sector}`], formId, from, to, modes: INVITED }),
    outcome ? shownPairs(tx, { sector, formId, fromYear: Number(from.slice(0, 4)) }) : [],
  ]);
  const compared = grades(questions).flatMap((question): Compared[] => {
    const own = group.questions.find(({ linkId }) => linkId === question.linkId);
    const all = meanOf(
      sumsOf(region.filter(({ item }) => item === question.linkId)),
      ...scaleOf(question),
    );
    if (own?.state !== 'shown' || !own.mean || !all) return [];
    return [{ linkId: question.linkId, here: own.mean, region: all.value }];
  });
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

/** What follows from the shown counts alone. */
async function figuresOf(
  tx: Tx,
  place: Place,
  form: NonNullable<Awaited<ReturnType<typeof formOf>>>,
  window: Window,
  disclosure: Disclosure,
) {
  const { from, to } = window;
  const of = { scope: `place:${place.id}`, formId: form.formId, from, to };
  const [counts, versions] = await Promise.all([find(tx, of), shownVersions(tx, of)]);
  const found = { ...counts, disclosure };
  const { isApart, groups } = groupsOf(found, form.questions);
  const invited = groups.find(({ group }) => group === 'invited');
  return {
    isApart,
    groups,
    invited,
    line: lineOf(found, monthsFrom(from, to)).map((point) => ({
      ...point,
      versions: versions
        .filter((one) => one.month === point.month && one.n >= disclosure.survey_results_min)
        .map(({ version }) => version),
    })),
    mend: await mendOf(tx, place, form, window, invited),
  };
}

const KEPT_ms = 600_000;
const KEPT_max = 300;
/** Shown counts move with a release and with nothing else: until the next one the same figures follow from them. */
const kept = createKept<Awaited<ReturnType<typeof figuresOf>>>({ for_ms: KEPT_ms, max: KEPT_max });

/** Everything that may be shown of a place; `isAsked` false where nobody is asked. */
export async function readPlace(tx: Tx, place: Place, locale: 'ru' | 'en', months: number) {
  const window = await windowOf(tx, months);
  const { from, to, today } = window;
  const { code, name_ru: nameRu, name_en: nameEn, sector, is_state: isState } = place;
  const about = { place: { code, nameRu, nameEn, sector, isState }, from, to, today };
  const [form, disclosure, release, asked] = await Promise.all([
    formOf(tx, sector, today, locale),
    disclosureOf(tx),
    latestRelease(tx),
    askedAt(tx, { placeId: place.id, from, to: lastDayOf(to) }),
  ]);
  if (!form) return { ...about, release, isAsked: false as const };
  const { formId, version } = form;
  const key = [regionOf(tx.scope), place.id, sector, formId, version, locale, from, to];
  const { invited, ...figures } = await kept(
    JSON.stringify([...key, disclosure, release]),
    tx.now,
    () => figuresOf(tx, place, form, window, disclosure),
  );
  return {
    ...about,
    release,
    isAsked: true as const,
    min: disclosure.survey_results_min,
    form: { title: form.title, version },
    methods: METHODS,
    ...figures,
    rate: invited?.state === 'shown' ? rateOf(invited.n, asked.sent) : null,
    asked,
  };
}
