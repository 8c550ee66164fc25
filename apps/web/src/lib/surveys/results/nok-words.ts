import { m } from '@otklik/i18n';
import type { Fact, NokShown } from '@otklik/survey-results';
import { dayWords, whole } from './words.ts';

const CRITERIA: Readonly<Record<string, () => string>> = {
  K1: m.survey_results_nok_k1,
  K2: m.survey_results_nok_k2,
  K3: m.survey_results_nok_k3,
  K4: m.survey_results_nok_k4,
  K5: m.survey_results_nok_k5,
};
const INDICATORS: Readonly<Record<string, () => string>> = {
  '1.1': m.survey_results_nok_11,
  '1.2': m.survey_results_nok_12,
  '1.3': m.survey_results_nok_13,
  '2.1': m.survey_results_nok_21,
  '2.2': m.survey_results_nok_22,
  '2.3': m.survey_results_nok_23,
  '3.1': m.survey_results_nok_31,
  '3.2': m.survey_results_nok_32,
  '3.3': m.survey_results_nok_33,
  '4.1': m.survey_results_nok_41,
  '4.2': m.survey_results_nok_42,
  '4.3': m.survey_results_nok_43,
  '5.1': m.survey_results_nok_51,
  '5.2': m.survey_results_nok_52,
  '5.3': m.survey_results_nok_53,
};
const FACTS: Readonly<Record<Fact, () => string>> = {
  stand: m.survey_results_nok_fact_stand,
  'stand-norm': m.survey_results_nok_fact_stand_norm,
  site: m.survey_results_nok_fact_site,
  'site-norm': m.survey_results_nok_fact_site_norm,
  'remote-ways': m.survey_results_nok_fact_remote_ways,
  conditions: m.survey_results_nok_fact_conditions,
  'wait-limit-days': m.survey_results_nok_fact_wait_limit_days,
  premises: m.survey_results_nok_fact_premises,
  services: m.survey_results_nok_fact_services,
};
/** Names of the fields of a check. */
export const factNames = Object.keys(FACTS) as readonly Fact[];
const SECTORS: Readonly<Record<string, () => string>> = {
  health: m.survey_results_nok_sector_health,
  social: m.survey_results_nok_sector_social,
  education: m.survey_results_nok_sector_education,
  culture: m.survey_results_nok_sector_culture,
};
const said =
  (words: Readonly<Record<string, () => string>>) =>
  (name: string): string =>
    (words[name] ?? (() => name))();

export const criterionWords = said(CRITERIA);
export const indicatorWords = (name: string): string => `${name}. ${said(INDICATORS)(name)}`;
export const factWords = (fact: Fact): string => FACTS[fact]();
export const sectorWords = said(SECTORS);

/** A figure of 0 to 100; what is not known has a word of its own. */
export const pointsWords = (value: number | null): string =>
  value === null ? m.survey_results_nok_unknown() : whole(value);

type Nok = NokShown['nok'];

/** What a page says before any number. */
export function nokSentence({ score, isWhole }: Pick<Nok, 'score' | 'isWhole'>): string {
  if (score === null) return m.survey_results_nok_score_none();
  return isWhole
    ? m.survey_results_nok_score({ value: whole(score) })
    : m.survey_results_nok_score_partial({ value: whole(score) });
}

export function fromWords({ n, facts }: Nok['indicators'][number]): string {
  const checks = facts.map(({ checkedOn, source }) =>
    m.survey_results_nok_from_check({ day: dayWords(checkedOn), source }),
  );
  const answers = n === null ? [] : [m.survey_results_nok_from_answers({ n: whole(n) })];
  return [...answers, ...new Set(checks)].join('; ') || '—';
}

export const lackWords = ({ nok, stale, min }: NokShown): string[] => [
  ...nok.indicators.flatMap(({ indicator, lacks }) =>
    lacks.map((one) =>
      one === 'checks'
        ? m.survey_results_nok_lack_checks({ name: indicatorWords(indicator) })
        : m.survey_results_nok_lack_answers({ name: indicatorWords(indicator), min: String(min) }),
    ),
  ),
  ...stale.map(({ fact, checkedOn }) =>
    m.survey_results_nok_lack_stale({ name: factWords(fact), day: dayWords(checkedOn) }),
  ),
];
