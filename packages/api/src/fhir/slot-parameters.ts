import {
  clinicSystem,
  kindOfV2,
  kindSystem,
  modeSystem,
  readDate,
  specialtySystem,
  STATUSES,
  V2_SYSTEM,
} from '@otklik/scheduling';
import type { Call } from './call.ts';
import { refuse } from './outcome.ts';
import { choicesOf, inAll, type Parameter } from './search.ts';

const CODE = /^[a-z][a-z0-9_-]{0,60}$/;
const WORD = /^[a-z][a-z-]{0,30}$/;
const CLINIC = /^[a-z0-9][a-z0-9-]{1,60}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const SLOT_PARAMETERS: readonly Parameter[] = [
  { name: '_id', type: 'token' },
  {
    name: 'schedule',
    type: 'reference',
    documentation: 'Schedule/ID or ID; also schedule.actor:Location.',
  },
  {
    name: 'start',
    type: 'date',
    documentation: 'eq ne gt lt ge le sa eb; without an offset: the time of the region.',
  },
  {
    name: 'end',
    type: 'date',
    documentation: 'An extension: R4 has no such parameter for Slot. As start.',
  },
  { name: 'status', type: 'token', documentation: 'The five of the standard, several by commas.' },
  { name: 'identifier', type: 'token', documentation: 'The id of the source: SYSTEM|ID or ID.' },
  { name: 'appointment-type', type: 'token' },
  {
    name: 'service-category',
    type: 'token',
    documentation: 'In person or by telephone and video.',
  },
  { name: 'service-type', type: 'token', documentation: 'The specialty, as specialty.' },
  { name: 'specialty', type: 'token' },
];
export const SLOT_NAMES = new Set([
  ...SLOT_PARAMETERS.map(({ name }) => name),
  'schedule:Schedule',
  'schedule.actor',
  'schedule.actor:Location',
  'searchFilter',
]);
export const SCHEDULE_PARAMETERS: readonly Parameter[] = [
  { name: '_id', type: 'token' },
  { name: 'actor', type: 'reference', documentation: 'Location/CODE.' },
  { name: 'active', type: 'token' },
  { name: 'service-category', type: 'token' },
  { name: 'service-type', type: 'token' },
  { name: 'specialty', type: 'token' },
];
export const SCHEDULE_NAMES = new Set([
  ...SCHEDULE_PARAMETERS.map(({ name }) => name),
  'actor:Location',
]);
export const LOCATION_PARAMETERS: readonly Parameter[] = [
  { name: '_id', type: 'token' },
  { name: 'identifier', type: 'token' },
  { name: 'name', type: 'string', documentation: 'What the name begins with.' },
];
export const LOCATION_NAMES = new Set(LOCATION_PARAMETERS.map(({ name }) => name));

/** The code that a token means under one of these systems; null: none of ours. */
function codeOf(
  token: string,
  systems: Readonly<Record<string, (code: string) => string | undefined>>,
) {
  const bar = token.indexOf('|');
  const code = bar < 0 ? token : token.slice(bar + 1);
  const system = bar < 0 ? null : token.slice(0, bar);
  const readers = system === null ? Object.values(systems) : [systems[system]];
  for (const read of readers) {
    const own = read?.(code);
    if (own !== undefined) return own;
  }
  return null;
}

const tokens = (
  given: URLSearchParams,
  names: readonly string[],
  systems: Parameters<typeof codeOf>[1],
): string[] | undefined =>
  inAll(
    choicesOf(given, names).map((values) =>
      values.map((token) => codeOf(token, systems)).filter((code) => code !== null),
    ),
  );

const plain = (code: string): string | undefined => (CODE.test(code) ? code : undefined);
const word = (code: string): string | undefined => (WORD.test(code) ? code : undefined);

/** The id that a reference names: bare, `Type/ID`, or whole under this door. */
const idOf = (reference: string, type: string, base: string): string =>
  reference.startsWith(`${base}/${type}/`)
    ? reference.slice(base.length + type.length + 2)
    : reference.startsWith(`${type}/`)
      ? reference.slice(type.length + 1)
      : reference;

const references = (
  { base }: Call,
  given: URLSearchParams,
  names: readonly string[],
  type: string,
  shape: RegExp,
): string[] | undefined =>
  inAll(
    choicesOf(given, names).map((values) =>
      values.map((value) => idOf(value, type, base)).filter((id) => shape.test(id)),
    ),
  );

/** Specialty, kind, mode, clinic, ids: what slots and timetables are asked by alike. */
export function commonOf(call: Call, given: URLSearchParams) {
  const names = { publicUrl: call.options.publicUrl };
  return {
    ids: references(call, given, ['_id'], 'Slot', UUID),
    clinics: references(
      call,
      given,
      ['actor', 'actor:Location', 'schedule.actor', 'schedule.actor:Location'],
      'Location',
      CLINIC,
    ),
    specialties: tokens(given, ['specialty', 'service-type'], { [specialtySystem(names)]: plain }),
    modes: tokens(given, ['service-category'], { [modeSystem(names)]: word }),
    kinds: tokens(given, ['appointment-type'], {
      [V2_SYSTEM]: kindOfV2,
      [kindSystem(names)]: word,
    }),
  };
}

/** Statuses asked for. @throws FhirRefusal 400 for one that the standard does not have */
export function statusesOf(given: URLSearchParams): string[] | undefined {
  const asked = choicesOf(given, ['status']).map((values) =>
    values.map((value) => value.replace(/^(?:http:\/\/hl7\.org\/fhir\/slotstatus)?\|/, '')),
  );
  if (asked.flat().some((value) => !(STATUSES as readonly string[]).includes(value)))
    throw refuse(400, 'code-invalid', 'status');
  return inAll(asked);
}

/** @throws FhirRefusal 400 for what is no date */
export function datesOf(given: URLSearchParams, name: string): string[] {
  const values = given.getAll(name);
  // Only whether it is one: in which zone it is read is known behind the waist.
  if (values.length > 10 || values.some((value) => value.length > 60 || !readDate(value, 'UTC')))
    throw refuse(400, 'invalid', name);
  return values;
}

export function schedulesOf(call: Call, given: URLSearchParams): string[] | undefined {
  return references(call, given, ['schedule', 'schedule:Schedule'], 'Schedule', UUID);
}

/** Ids of sources: with the source where its system is named; of a system that is not ours nothing. */
export function identifiersOf({ options }: Call, given: URLSearchParams) {
  const sets = choicesOf(given, ['identifier']);
  if (sets.length === 0) return undefined;
  // Two at once can only be the same one.
  return sets[0]!.flatMap((token) => {
    const bar = token.indexOf('|');
    const slot = token.slice(bar + 1);
    if (slot === '' || slot.length > 120) return [];
    if (bar < 0) return [{ slot }];
    const prefix = `${options.publicUrl}/scheduling/sources/`;
    const source = token.slice(0, bar).startsWith(prefix) ? token.slice(prefix.length, bar) : '';
    return CLINIC.test(source) ? [{ source, slot }] : [];
  });
}

export function locationCodesOf(call: Call, given: URLSearchParams): string[] | undefined {
  const system = clinicSystem(call.options);
  return inAll([
    ...choicesOf(given, ['_id']).map((values) => values.filter((value) => CLINIC.test(value))),
    ...choicesOf(given, ['identifier']).map((values) =>
      values.flatMap(
        (token) =>
          codeOf(token, { [system]: (code) => (CLINIC.test(code) ? code : undefined) }) ?? [],
      ),
    ),
  ]);
}

/** Whether some list that was asked for has nothing that could fit: then nothing is found, and nobody is asked. */
export const isHopeless = (asked: object): boolean =>
  Object.values(asked).some((value) => Array.isArray(value) && value.length === 0);

/** Lists that were asked for; what nobody asked for is not told. */
export const given = <Asked extends object>(asked: Asked): Asked =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Asked;

export { UUID };
