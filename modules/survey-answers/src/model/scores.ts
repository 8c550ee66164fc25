import type { Form, ItemDef, Json } from '@otklik/questionnaire';

/** How an item is counted: points of its options by code; codes without points leave the base. */
export type Points = ReadonlyMap<string, number>;

const ORDINAL = 'http://hl7.org/fhir/StructureDefinition/ordinalValue';
/** Fewer options than that are yes or no, not a scale. */
const SCALE_OPTIONS_MIN = 3;
/** Willingness to recommend has a method of its own and is no part of a composite. */
const RECOMMEND_OPTIONS = 11;
/** Hundredths of a point of a hundred: sums of whole numbers are exact. */
const HUNDREDTHS = 10_000;

const objects = (value: unknown): readonly Json[] =>
  Array.isArray(value)
    ? value.filter((one): one is Json => typeof one === 'object' && one !== null)
    : [];

const numberIn = (holder: unknown): number | null => {
  const found = objects((holder as Json | undefined)?.['extension']).find(
    ({ url }) => url === ORDINAL,
  )?.['valueDecimal'];
  return typeof found === 'number' ? found : null;
};

function pointOf(option: Json): readonly [code: string, points: number] | null {
  const whole = option['valueInteger'];
  if (typeof whole === 'number') return [String(whole), whole];
  const coding = option['valueCoding'] as Json | undefined;
  const points = numberIn(coding) ?? numberIn(option);
  const code = coding?.['code'];
  return typeof code === 'string' && Number.isInteger(points) ? [code, points!] : null;
}

/** The scale of an item with whole points; null for what is no scale: several answers, words, yes or no. */
export function pointsOf(def: ItemDef): Points | null {
  if (def.repeats) return null;
  const points = objects(def.raw['answerOption']).flatMap((option) => {
    const found = pointOf(option);
    return found ? [found] : [];
  });
  return points.length >= SCALE_OPTIONS_MIN ? new Map(points) : null;
}

const isRecommend = (points: Points): boolean =>
  points.size === RECOMMEND_OPTIONS && Math.min(...points.values()) === 0;

const known = new WeakMap<Form, ReadonlyMap<string, Points>>();

/** Scales of a form by linkId; kept with the form, which never changes. */
export function scalesOf(form: Form): ReadonlyMap<string, Points> {
  const kept = known.get(form);
  if (kept) return kept;
  const scales = new Map<string, Points>();
  for (const def of form.all) {
    const points = def.linkId === null ? null : pointsOf(def);
    if (points) scales.set(def.linkId!, points);
  }
  known.set(form, scales);
  return scales;
}

export interface Scores {
  /** Points by linkId of what was answered on a scale. */
  readonly points: ReadonlyMap<string, number>;
  /** Mean of the answered scales as hundredths of 0 to 100; null when less than half of them was answered. */
  readonly composite: number | null;
}

type Codes = Readonly<Record<string, readonly string[]>>;

/**
 * What one answer says on the scales of its form. A composite exists where at least half of the applicable items
 * were answered: «does not apply» (a code without points) leaves the base, and so does an item that hangs on a
 * condition and was not answered, because nobody can tell afterwards whether it was asked.
 */
export function scoresOf(form: Form, items: Codes): Scores {
  const points = new Map<string, number>();
  const parts: number[] = [];
  let applicable = 0;
  for (const [linkId, scale] of scalesOf(form)) {
    const [code] = items[linkId] ?? [];
    const value = code === undefined ? undefined : scale.get(code);
    if (value !== undefined) points.set(linkId, value);
    if (isRecommend(scale)) continue;
    if (code === undefined ? !isConditional(form, linkId) : value !== undefined) applicable += 1;
    if (value !== undefined) parts.push(linearOf(scale, value));
  }
  const enough = parts.length > 0 && parts.length >= Math.ceil(applicable / 2);
  const mean = parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length);
  return { points, composite: enough ? Math.round(mean * (HUNDREDTHS / 100)) : null };
}

/** A point of a scale as 0 to 100. */
export function linearOf(scale: Points, value: number): number {
  const all = [...scale.values()];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return (100 * (value - low)) / (high - low);
}

function isConditional(form: Form, linkId: string): boolean {
  for (let def = form.byLinkId.get(linkId) ?? null; def; def = def.parent)
    if (def.conditions.length > 0) return true;
  return false;
}
