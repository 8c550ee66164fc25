import { formatter, m, type Locale } from '@otklik/i18n';
import type { ReferralView } from '@otklik/guarantees';

const KINDS: Readonly<Record<string, () => string>> = {
  specialist: m.guarantees_kind_specialist,
  'specialist-cancer': m.guarantees_kind_specialist_cancer,
  'specialist-cardio': m.guarantees_kind_specialist_cardio,
  'district-doctor': m.guarantees_kind_district_doctor,
  tests: m.guarantees_kind_tests,
  'ct-mri': m.guarantees_kind_ct_mri,
  'tests-cancer': m.guarantees_kind_tests_cancer,
  'tests-cardio': m.guarantees_kind_tests_cardio,
  'onco-dispensary': m.guarantees_kind_onco_dispensary,
  inpatient: m.guarantees_kind_inpatient,
  'inpatient-cancer': m.guarantees_kind_inpatient_cancer,
  'inpatient-cardio': m.guarantees_kind_inpatient_cardio,
  'urgent-primary': m.guarantees_kind_urgent_primary,
};

/** Which care, in words of the page; the norm's own where a region names one that we have none for. */
export const kindName = (code: string, words = code): string => KINDS[code]?.() ?? words;

const EVENTS: Readonly<Record<string, () => string>> = {
  request: m.guarantees_event_request,
  referral: m.guarantees_event_referral,
  prescription: m.guarantees_event_prescription,
  diagnosis: m.guarantees_event_diagnosis,
};

type Norm = NonNullable<ReferralView['judged']['norm']>;
type Clock = NonNullable<ReferralView['judged']['clock']>;

/** «14 рабочих дней». */
export function limitName({ limit: count, unit }: Pick<Norm, 'limit' | 'unit'>): string {
  if (unit === 'hours') return m.waits_norm_hours({ count });
  return unit === 'working-days'
    ? m.waits_norm_working({ count })
    : m.waits_norm_calendar({ count });
}

/** How long it has, or by how much it is over. */
export function leftName({
  state,
  daysLeft,
  daysOver,
}: Pick<Clock, 'state' | 'daysLeft' | 'daysOver'>): string {
  if (state === 'broken')
    return daysOver > 0 ? m.guarantees_over_days({ count: daysOver }) : m.guarantees_over_hours();
  return daysLeft === 0 ? m.guarantees_left_today() : m.guarantees_left_days({ count: daysLeft });
}

/** How the last day follows from the first, line by line, for whoever counts it again. */
export function derivation(
  { judged: { norm, clock }, givenOn, zone }: Pick<ReferralView, 'judged' | 'givenOn' | 'zone'>,
  locale: Locale,
  now: Date,
): string[] {
  if (!norm || !clock) return [];
  const { day } = formatter(locale, zone, now);
  const limit = limitName(norm);
  const off = clock.off.map((one) => {
    const name = locale === 'ru' ? one.nameRu : one.nameEn;
    return name ? `${day(one.date)} (${name})` : day(one.date);
  });
  const event = EVENTS[norm.startEvent ?? '']?.() ?? norm.startEvent ?? '';
  return [
    m.guarantees_how_norm({ limit, event, id: norm.id }),
    norm.unit === 'hours'
      ? m.guarantees_how_start_hours({ day: day(givenOn) })
      : m.guarantees_how_start_day({ day: day(givenOn) }),
    ...(norm.unit === 'working-days'
      ? [m.guarantees_how_working({ count: norm.limit })]
      : norm.unit === 'calendar-days'
        ? [m.guarantees_how_calendar({ count: norm.limit })]
        : []),
    ...(off.length > 0 ? [m.guarantees_how_off({ days: off.join(', ') })] : []),
    ...(clock.worked.length > 0
      ? [m.guarantees_how_worked({ days: clock.worked.map((date) => day(date)).join(', ') })]
      : []),
    ...(norm.validFrom || norm.validTo
      ? [
          m.guarantees_how_valid({
            from: norm.validFrom ? day(norm.validFrom) : m.guarantees_how_open(),
            to: norm.validTo ? day(norm.validTo) : m.guarantees_how_open(),
          }),
        ]
      : []),
    ...(clock.calendarVersion
      ? [m.guarantees_how_version({ version: day(clock.calendarVersion.slice(0, 10)) })]
      : []),
  ];
}

/** «6 ноября + 14 рабочих дней = 26 ноября». */
export function sumName(
  { judged: { norm, clock }, givenOn, zone }: Pick<ReferralView, 'judged' | 'givenOn' | 'zone'>,
  locale: Locale,
  now: Date,
): string {
  if (!norm || !clock) return '';
  const { day } = formatter(locale, zone, now);
  return m.guarantees_how_sum({
    start: day(givenOn),
    limit: limitName(norm),
    last: day(clock.lastDay),
  });
}

/** Addresses and bare names of where a norm is written. */
export const sourcesOf = ({ source }: Pick<Norm, 'source'>): { text: string; href?: string }[] =>
  (source ?? '')
    .split(' ; ')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) =>
      /^https?:\/\/\S+$/.test(part)
        ? { text: part.replace(/^https?:\/\/(www\.)?/, '').split('/')[0] ?? part, href: part }
        : { text: part },
    );

/** The words of a complaint: the story says days alone, which care it is stands in the confidential part. */
export function complaintWords(view: ReferralView, locale: Locale, now: Date) {
  const { norm, clock } = view.judged;
  if (!norm || !clock) return {};
  const { day } = formatter(locale, view.zone, now);
  const facts = { given: day(view.givenOn), last: day(clock.lastDay), limit: limitName(norm) };
  const story = [
    clock.state === 'broken' ? m.guarantees_story(facts) : m.guarantees_story_running(facts),
    ...(view.offeredOn ? [m.guarantees_story_offered({ day: day(view.offeredOn) })] : []),
    ...(view.seenOn ? [] : [m.guarantees_story_not_seen()]),
  ].join(' ');
  const kind = kindName(view.kind, norm.words);
  return {
    story,
    private: m.guarantees_story_private({ kind, id: norm.id, limit: facts.limit }),
  };
}
