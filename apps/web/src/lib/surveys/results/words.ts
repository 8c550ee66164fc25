import { currentLocale, figuresIn, m, plainDay } from '@otklik/i18n';
import type { PlaceShown } from '@otklik/survey-results';

export type Shown = Extract<PlaceShown, { isAsked: true }>;
export type Group = Extract<Shown['groups'][number], { state: 'shown' }>;
export type QuestionShown = Group['questions'][number];
type Figure = NonNullable<Group['half']>;

const GROUPS: Readonly<Record<string, () => string>> = {
  invited: m.survey_results_group_invited,
  paper: m.survey_results_group_paper,
  tablet: m.survey_results_group_tablet,
  poster: m.survey_results_group_poster,
  mail: m.survey_results_group_mail,
  cabinet: m.survey_results_group_cabinet,
  sms: m.survey_results_group_sms,
  messenger: m.survey_results_group_messenger,
};
export const groupWords = (group: string): string => (GROUPS[group] ?? (() => group))();
/** Answers that whoever was there gave: shown beside, never in a score. */
export const isAside = (group: string): boolean => ['paper', 'tablet', 'poster'].includes(group);
/** Answers given on the spot, by whoever stood there. */
export const isAtCounter = (group: string): boolean => ['tablet', 'poster'].includes(group);

/** A whole number as people read it. */
export const whole = (value: number): string =>
  figuresIn(currentLocale()).number(Math.round(value)).replace('-', '\u2212');
export const percent = (value: number): string => `${whole(value)}\u00a0%`;
/** Days and months by language: a page says the same few dozens of times, and each took a tenth of a millisecond. */
const said = new Map<string, string>();
const SAID_max = 2000;
function once(key: string, say: () => string): string {
  const words = said.get(key) ?? say();
  if (said.size >= SAID_max) said.clear();
  said.set(key, words);
  return words;
}

export const dayWords = (day: string): string =>
  once(`${currentLocale()} ${day}`, () => plainDay(currentLocale(), day));
/** A month by its first day: «июнь 2026 г.». */
export const monthWords = (month: string): string =>
  once(`${currentLocale()} of ${month}`, () =>
    new Intl.DateTimeFormat(currentLocale() === 'ru' ? 'ru-RU' : 'en-GB', {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    }).format(new Date(`${month}T00:00:00Z`)),
  );

export const rangeWords = ({ low, high }: Pick<Figure, 'low' | 'high'>): string =>
  m.survey_results_range({ low: whole(low), high: whole(high) });

/** The last day of a month by its first. */
const lastDay = (month: string): string => {
  const date = new Date(`${month}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + 1);
  date.setUTCDate(0);
  return date.toISOString().slice(0, 10);
};
export const windowWords = ({ from, to }: { from: string; to: string }): string =>
  m.survey_results_window({ from: dayWords(from), to: dayWords(lastDay(to)) });

/** What a page says before any number. */
export function sentenceOf(group: Group): string {
  const n = whole(group.n);
  if (!group.half) return m.survey_results_sentence_none({ n });
  const { value, low, high } = group.half;
  return m.survey_results_sentence({
    value: whole(value),
    low: whole(low),
    high: whole(high),
    n,
  });
}

export const rateWords = (rate: Shown['rate']): string =>
  rate
    ? m.survey_results_rate({ percent: percent(rate.percent), sent: whole(rate.sent) })
    : m.survey_results_rate_unknown();

/** How a figure of a place was worked out, a sentence a line. */
export const derivationOf = (
  data: Shown,
  method: { readonly name: string; readonly version: string },
  n: number,
): string[] => [
  m.survey_results_by_n({ n: whole(n) }),
  rateWords(data.rate),
  windowWords(data),
  m.survey_results_by_form({ title: data.form.title?.text ?? '', version: data.form.version }),
  m.survey_results_by_method({ method: method.name, version: method.version }),
  m.survey_results_by_weight(),
];
