import type { TopicDefinition } from '@otklik/complaints';
import { currentLocale } from '@otklik/i18n';
import { hoursText, parseHours, type Hours } from '#lib/hours.ts';

type Typed = Readonly<Record<string, string>>;
type Preview = Parameters<App.Locals['services']['complaints']['previewTopic']>[1];
type Draft = Omit<Preview, 'startAt'>;
type Stored = NonNullable<
  Awaited<ReturnType<App.Locals['services']['complaints']['getTopic']>>['shown']
>;

/** Rows for questions that a form offers beyond those that are there. */
export const SPARE_rows = 2;
const ROWS_MAX = 20;

const orNull = (text: string | undefined): string | null => text?.trim() || null;
const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter(Boolean);

/** One question of the topic's own, from the row of its number; null where the row was left empty. */
function fieldAt(typed: Typed, at: number): TopicDefinition['fields'][number] | null {
  const cell = (name: string): string => typed[`fields.${at}.${name}`]?.trim() ?? '';
  if (!cell('code') && !cell('label_ru')) return null;
  const values = cell('values')
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter(([key]) => key)
    .map(([key = '', ru = key, en = ru]) => ({ key, ru, en }));
  return {
    code: cell('code'),
    datatype: cell('datatype') as TopicDefinition['fields'][number]['datatype'],
    required: typed[`fields.${at}.required`] === 'yes',
    label_ru: cell('label_ru'),
    label_en: cell('label_en') || cell('label_ru'),
    ...(values.length > 0 ? { values } : {}),
  };
}

function thresholdOf(typed: Typed): TopicDefinition['threshold'] {
  const kind = typed['threshold.kind'];
  if (!kind) return null;
  const value = Number(typed['threshold.value']?.replace(',', '.'));
  return {
    kind: kind as NonNullable<TopicDefinition['threshold']>['kind'],
    ...(Number.isFinite(value) && value > 0 ? { value } : {}),
    ...(typed['threshold.unit'] ? { unit: typed['threshold.unit'] as 'minutes' | 'hours' } : {}),
    ...(orNull(typed['threshold.from']) ? { from: typed['threshold.from']!.trim() } : {}),
    to: list(typed['threshold.to']),
    ...normsOf(typed['threshold.norm']),
  };
}

/** `specialist`, or `specialty: therapist = district-doctor, specialist = specialist`. */
function normsOf(text: string | undefined) {
  const said = (text ?? '').trim();
  if (!said) return {};
  const colon = said.indexOf(':');
  if (colon < 0) return { norms: { '*': said } };
  const pairs = list(said.slice(colon + 1)).map((pair) => {
    const [key = '', code = ''] = pair.split('=');
    return [key.trim(), code.trim()] as const;
  });
  return { norm_by: said.slice(0, colon).trim(), norms: Object.fromEntries(pairs) };
}

function normText(threshold: TopicDefinition['threshold']): string {
  const { norms, norm_by: by } = threshold ?? {};
  if (!norms) return '';
  const pairs = Object.entries(norms).map(([key, code]) => (by ? `${key} = ${code}` : code));
  return by ? `${by}: ${pairs.join(', ')}` : (pairs[0] ?? '');
}

/** Texts for those who answer: each begins with a line `# name`. */
const templatesOf = (text: string | undefined): { name: string; text: string }[] =>
  (text ?? '')
    .replace(/\r\n?/g, '\n')
    .split(/^# /m)
    .slice(1)
    .map((part) => {
      const [name = '', ...rest] = part.split('\n');
      return { name: name.trim(), text: rest.join('\n').trim() };
    });

/** The hours that a topic's terms fill, as one line: those of the first that has any. */
const hoursOf = (terms: Stored['terms']): string => {
  const found = Object.values(terms).find((term) => typeof term.schedule === 'object');
  return found ? hoursText(found.schedule as Hours, currentLocale()) : '';
};

/** Round the clock, or the hours typed; hours that cannot be read are an empty week, which the command refuses. */
function scheduleOf(typed: Typed, stage: string, before?: Stored) {
  if (typed[`terms.${stage}.schedule`] !== 'working-hours') return {};
  const text = typed['hours']?.trim() ?? '';
  const kept = before?.terms[stage as keyof Stored['terms']]?.schedule;
  // Another chain may have come from a file: what nobody changed here stays.
  if (typeof kept === 'object' && text === hoursOf(before!.terms)) return { schedule: kept };
  return { schedule: { calendar: 'full', week: parseHours(text) ?? {} } };
}

/** What the form means, in the shape the command takes; whatever is wrong in it the command says. */
export function draftOf(typed: Typed, stages: readonly string[], before?: Stored): Draft {
  const text = (name: string): string => typed[name]?.trim() ?? '';
  const fields = Array.from({ length: ROWS_MAX }, (_, at) => fieldAt(typed, at)).filter(
    (field) => field !== null,
  );
  // A stage left empty keeps the house's own term, where it has one; the command knows which must be set.
  const terms = stages
    .filter((stage) => text(`terms.${stage}.amount`) !== '')
    .map((stage) => [
      stage,
      {
        amount: text(`terms.${stage}.amount`),
        unit: text(`terms.${stage}.unit`),
        ...(text(`terms.${stage}.roll`) ? { roll: text(`terms.${stage}.roll`) } : {}),
        ...scheduleOf(typed, stage, before),
      },
    ]);
  const reason = text('suspended.reason');
  return {
    definition: {
      // What the form does not show stays as it was: sources and the like.
      ...before?.definition,
      code: text('code'),
      wording_ru: text('wording_ru'),
      wording_en: text('wording_en'),
      short_ru: text('short_ru'),
      short_en: text('short_en'),
      category: text('category.code'),
      object_kind: text('object_kind') as TopicDefinition['object_kind'],
      fields,
      threshold: thresholdOf(typed),
      breach: orNull(typed['breach']),
      breach_en: orNull(typed['breach_en']),
      evidence: {
        required: typed['evidence.required'] === 'yes',
        kinds: list(typed['evidence.kinds']),
        note_ru: orNull(typed['evidence.note_ru']),
        note_en: orNull(typed['evidence.note_en']),
      },
      season: { from: orNull(typed['season.from']), to: orNull(typed['season.to']) },
      clocks: before?.definition.clocks ?? 'own',
      routing: text('routing'),
      route_to: text('route_to') || null,
      place: text('place') === 'district' ? 'district' : 'clinic',
      channel: text('channel'),
      danger_check: typed['danger_check'] === 'yes',
      templates: templatesOf(typed['templates']),
    },
    category: {
      code: text('category.code'),
      ru: text('category.ru'),
      en: text('category.en') || text('category.ru'),
    },
    terms: Object.fromEntries(terms) as Draft['terms'],
    position: text('position') || 1000,
    suspended: reason
      ? { reason, ...(text('suspended.until') ? { until: text('suspended.until') } : {}) }
      : null,
  };
}

/** A stored topic as the form shows it. */
export function typedOfTopic({
  definition,
  category,
  terms,
  ...rest
}: Stored): Record<string, string> {
  const typed: Record<string, string> = {
    code: definition.code,
    wording_ru: definition.wording_ru,
    wording_en: definition.wording_en,
    short_ru: definition.short_ru,
    short_en: definition.short_en,
    'category.code': category.code,
    'category.ru': category.ru,
    'category.en': category.en,
    object_kind: definition.object_kind,
    breach: definition.breach ?? '',
    breach_en: definition.breach_en ?? '',
    'evidence.required': definition.evidence.required ? 'yes' : 'no',
    'evidence.kinds': definition.evidence.kinds.join(', '),
    'evidence.note_ru': definition.evidence.note_ru ?? '',
    'evidence.note_en': definition.evidence.note_en ?? '',
    'season.from': definition.season.from ?? '',
    'season.to': definition.season.to ?? '',
    routing: definition.routing,
    route_to: definition.route_to ?? '',
    place: definition.place ?? 'clinic',
    channel: definition.channel,
    danger_check: definition.danger_check ? 'yes' : 'no',
    templates: (definition.templates ?? []).map((one) => `# ${one.name}\n${one.text}`).join('\n\n'),
    position: String(rest.position),
    'suspended.reason': rest.suspendedReason ?? '',
    'suspended.until': rest.suspendedUntil ?? '',
    'threshold.kind': definition.threshold?.kind ?? '',
    'threshold.value': String(definition.threshold?.value ?? ''),
    'threshold.unit': definition.threshold?.unit ?? '',
    'threshold.from': definition.threshold?.from ?? '',
    'threshold.to': (definition.threshold?.to ?? []).join(', '),
    'threshold.norm': normText(definition.threshold),
  };
  definition.fields.forEach((field, at) => {
    typed[`fields.${at}.code`] = field.code;
    typed[`fields.${at}.datatype`] = field.datatype;
    typed[`fields.${at}.required`] = field.required ? 'yes' : 'no';
    typed[`fields.${at}.label_ru`] = field.label_ru;
    typed[`fields.${at}.label_en`] = field.label_en;
    typed[`fields.${at}.values`] = (field.values ?? [])
      .map(({ key, ru, en }) => [key, ru, en].join(' | '))
      .join('\n');
  });
  for (const [stage, term] of Object.entries(terms)) {
    typed[`terms.${stage}.amount`] = String(term.amount);
    typed[`terms.${stage}.unit`] = term.unit;
    typed[`terms.${stage}.roll`] = term.roll ?? '';
    typed[`terms.${stage}.schedule`] = typeof term.schedule === 'object' ? 'working-hours' : '';
  }
  typed['hours'] = hoursOf(terms);
  return typed;
}

/** How many rows for questions a form shows: those filled and a few to spare. */
export function rowsOf(typed: Typed): number {
  const filled = Array.from({ length: ROWS_MAX }, (_, at) => at).filter(
    (at) => typed[`fields.${at}.code`] || typed[`fields.${at}.label_ru`],
  );
  return Math.min(ROWS_MAX, (filled.at(-1) ?? -1) + 1 + SPARE_rows);
}
