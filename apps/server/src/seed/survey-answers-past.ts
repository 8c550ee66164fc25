import type { PastAnswer } from '@otklik/survey-answers';
import { randomOf, type Random } from './random.ts';

/** A place as the invented past of surveys knows it. */
export interface SurveyScene {
  readonly id: string;
  readonly code: string;
  readonly organisationId: string | null;
  readonly sector: string;
  readonly formId: string;
  readonly formVersion: string;
  /** How many answer, beside others. */
  readonly load: number;
}

/** One that got worse, promised to mend it and did: days before the end of the past, both included. */
const WORSE_days = [75, 35] as const;
const MODES = [
  ['mail', 62],
  ['sms', 8],
  ['cabinet', 20],
  ['paper', 4],
  ['tablet', 4],
  ['poster', 2],
] as const;
const WEIGHTS = [1, 1, 1, 2, 2, 4, 8] as const;
const CRITERIA = ['professionalism', 'kindness', 'teamwork', 'trust', 'patient-centred', 'respect'];
const BUILDING = ['seats', 'cloakroom', 'toilet', 'water', 'clean', 'access'];
const COMMON = ['organisation', 'comfort', 'goodwill', 'competence'];
const DAY_ms = 86_400_000;

const limited = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, Math.round(value)));

/** Nearly normal, of mean 0 and deviation 1 (Irwin–Hall). */
function chanceOf(random: Random): number {
  let sum = -3;
  for (let at = 0; at < 6; at += 1) sum += random.next();
  return sum * 1.414;
}

type Items = Record<string, string[]>;

/** A visit to a clinic: what one thinks of it all colours every answer. */
function healthItems(random: Random, level: number): Items {
  const mood = level + 0.8 * chanceOf(random);
  const grade = (shift: number): number => limited(4 + shift + mood + 0.6 * chanceOf(random), 1, 5);
  const ten = (shift: number): number =>
    limited(7.8 + shift + 1.6 * mood + 1.1 * chanceOf(random), 1, 10);
  const building = grade(-0.4);
  const items: Items = {
    doctor: [String(grade(0.3))],
    staff: [String(grade(0))],
    building: [String(building)],
  };
  if (building <= 3 && random.chance(0.8))
    items['building-what'] = BUILDING.filter(() => random.chance(0.3));
  for (const [at, name] of CRITERIA.entries())
    if (random.chance(0.92)) items[`criterion-${name}`] = [String(ten(0.15 * (at - 2)))];
  if (random.chance(0.95))
    items['recommend'] = [String(limited(8 + 2 * mood + chanceOf(random), 0, 10))];
  return items;
}

/** Another service: the four common questions. */
function socialItems(random: Random, level: number, sector: string): Items {
  const mood = level + 0.7 * chanceOf(random);
  const items: Items = { sector: [sector] };
  for (const name of COMMON)
    items[name] = [String(limited(4 + mood + 0.6 * chanceOf(random), 1, 5))];
  return items;
}

/** In the form of a random identifier: an id that told the time would tell the order. */
function idOf(random: Random): string {
  const hex = (digits: number): string =>
    Math.floor(random.next() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
}

const mondayOf = (instant: number): string => {
  const weekday = (new Date(instant).getUTCDay() + 6) % 7;
  return new Date(instant - weekday * DAY_ms).toISOString().slice(0, 10);
};

/** Invented answers of the past, of all scenes. The same seed and day give the same rows. */
export function* pastAnswers(
  seed: number,
  scenes: readonly SurveyScene[],
  past: { readonly until: Date; readonly days_count: number; readonly answers_count: number },
): Generator<PastAnswer> {
  const whole = scenes.reduce((sum, { load }) => sum + load, 0);
  for (const [order, scene] of scenes.entries()) {
    const random = randomOf(seed, 'survey', scene.code);
    const own = 0.35 * chanceOf(random);
    const count = Math.round((past.answers_count * scene.load) / whole);
    for (let at = 0; at < count; at += 1) {
      const ago = random.whole(3, past.days_count);
      const isWorse = order === 0 && ago <= WORSE_days[0] && ago >= WORSE_days[1];
      const trend = 0.15 * (1 - ago / past.days_count);
      const level = own + trend - (isWorse ? 1.1 : 0);
      const [mode] = random.weighted(MODES, ([, weight]) => weight);
      yield {
        id: idOf(random),
        place_id: scene.id,
        organisation_id: scene.organisationId,
        sector: scene.sector,
        form_id: scene.formId,
        form_version: scene.formVersion,
        service_group: null,
        mode,
        grain: 'week',
        window_start: mondayOf(past.until.getTime() - ago * DAY_ms),
        weight_class: random.pick(WEIGHTS),
        items:
          scene.sector === 'health'
            ? healthItems(random, level)
            : socialItems(random, level, scene.sector),
      };
    }
  }
}

const GOT_IN = ['got-in', 'later', 'later', 'not-at-all', 'no-need', 'no-need'] as const;
const WHY_NOT = ['no-slots', 'no-slots', 'no-answer', 'turned-away', 'far'] as const;
const ACCESS_ANSWERS = 90;

/** Invented answers of attached people without a visit: whether they could get in. */
export function* pastAccess(seed: number, scene: SurveyScene, until: Date): Generator<PastAnswer> {
  const random = randomOf(seed, 'survey-access', scene.code);
  for (let at = 0; at < ACCESS_ANSWERS; at += 1) {
    const gotIn = random.pick(GOT_IN);
    const isHindered = gotIn === 'later' || gotIn === 'not-at-all';
    yield {
      id: idOf(random),
      place_id: scene.id,
      organisation_id: scene.organisationId,
      sector: scene.sector,
      form_id: scene.formId,
      form_version: scene.formVersion,
      service_group: null,
      mode: 'mail',
      grain: 'week',
      window_start: mondayOf(until.getTime() - random.whole(7, 60) * DAY_ms),
      weight_class: 8,
      items: { 'got-in': [gotIn], ...(isHindered ? { 'why-not': [random.pick(WHY_NOT)] } : {}) },
    };
  }
}
