import { readDate } from '@otklik/scheduling';
import { readResource } from './body.ts';
import type { Answerer, Call } from './call.ts';
import { isObject, objectsOf, textAt, type Json } from './json.ts';
import { refuse } from './outcome.ts';
import { asRequest, PAGE_max, searchset, type Entry } from './search.ts';
import { commonOf, given as told, isHopeless } from './slot-parameters.ts';

/**
 * What the operation takes. Source: IHE Scheduling, ITI-115. Those of a patient are dropped unread: the answer
 * is the same for everybody.
 */
export const FIND_PARAMETERS = [
  'start',
  'end',
  'specialty',
  'visit-type',
  'practitioner',
  'organization',
  'location-string',
  'location-reference',
  'patient-reference',
  'patient-resource',
  'reason',
  'referral-identifier',
  'timing',
  'insurance-reference',
] as const;
const RESULTS = new Set(['_count', '_cursor', '_format']);

/** A value of a Parameters resource as it would stand in a query: a code with its system, a reference, a text. */
function textOf(parameter: Json): string[] {
  const [name] = Object.keys(parameter).filter((key) => key.startsWith('value'));
  const value = name === undefined ? undefined : parameter[name];
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (!isObject(value)) return [];
  const reference = textAt(value, 'reference');
  if (reference) return [reference];
  const codings = name === 'valueCoding' ? [value] : objectsOf(value['coding']);
  return [
    codings
      .map((coding) => {
        const system = textAt(coding, 'system');
        return `${system ? `${system}|` : ''}${textAt(coding, 'code') ?? ''}`;
      })
      .join(','),
  ].filter((text) => text !== '');
}

/** What is asked, of the query or of a Parameters resource. @throws FhirRefusal, AppError */
async function askedOf(call: Call): Promise<URLSearchParams> {
  const given = new URLSearchParams(call.query);
  if (call.request.method !== 'POST') return given;
  const { resource } = await readResource(call.request, 'Parameters');
  for (const parameter of objectsOf(resource['parameter'])) {
    const name = textAt(parameter, 'name') ?? '';
    for (const value of textOf(parameter)) given.append(name, value);
  }
  return given;
}

/** Both or neither. @throws FhirRefusal 400 */
function boundsOf(given: URLSearchParams) {
  const [start, end] = (['start', 'end'] as const).map((name) => {
    const values = given.getAll(name);
    if (values.length > 1) throw refuse(400, 'invalid', name);
    const date = values[0] === undefined ? null : readDate(values[0], 'UTC');
    if (values.length === 1 && date?.prefix !== 'eq') throw refuse(400, 'invalid', name);
    return values[0];
  });
  if ((start === undefined) !== (end === undefined))
    throw refuse(400, 'required', start === undefined ? 'start' : 'end');
  if (start !== undefined && readDate(start, 'UTC')!.first_ms > readDate(end!, 'UTC')!.first_ms)
    throw refuse(400, 'invalid', 'start');
  return { start, end };
}

/** The clinics that fit every word about a place; undefined: no word of one. */
async function clinicsOf(call: Call, given: URLSearchParams): Promise<string[] | undefined> {
  const words = new URLSearchParams();
  for (const value of given.getAll('location-reference')) words.append('actor', value);
  for (const value of given.getAll('organization'))
    words.append('actor', value.replace(/^Organization\//, 'Location/'));
  const named = commonOf(call, words).clinics;
  const name = given.get('location-string');
  if (!name) return named;
  const { locations } = await asRequest(() =>
    call.options.faces.scheduling.searchLocations(call.visitor, { name, limit: PAGE_max }),
  );
  const begun = locations.map(({ id }) => id);
  return named ? begun.filter((code) => named.includes(code)) : begun;
}

/** A place as an appointment that somebody could make: nothing is held, and nobody is in it. */
const proposed = (slot: Json, clinic: string): Json => ({
  resourceType: 'Appointment',
  id: slot['id'],
  status: 'proposed',
  serviceCategory: slot['serviceCategory'],
  serviceType: slot['serviceType'],
  specialty: slot['specialty'],
  appointmentType: slot['appointmentType'],
  start: slot['start'],
  end: slot['end'],
  slot: [{ reference: `Slot/${String(slot['id'])}` }],
  participant: [
    { actor: { reference: `Location/${clinic}` }, required: 'required', status: 'needs-action' },
  ],
});

/** `Appointment/$find`: places that are free and still to come, as proposals. */
export const findAppointments: Answerer = async (call) => {
  const given = await askedOf(call);
  const strict = /\bhandling\s*=\s*strict\b/i.test(call.request.headers.get('prefer') ?? '');
  const known = new Set<string>([...FIND_PARAMETERS, ...RESULTS]);
  if (strict && [...given.keys()].some((name) => !known.has(name)))
    throw refuse(400, 'not-supported', 'parameter');
  for (const name of Array.from(given.keys()))
    if (!known.has(name) || name.startsWith('patient-') || name === '_format') given.delete(name);
  const bounds = boundsOf(given);
  const count = given.get('_count') ?? '50';
  if (!/^\d{1,9}$/.test(count)) throw refuse(400, 'invalid', '_count');
  const limit = Math.min(PAGE_max, Math.max(1, Number(count)));
  const words = new URLSearchParams();
  for (const value of given.getAll('specialty')) words.append('specialty', value);
  for (const value of given.getAll('visit-type')) words.append('appointment-type', value);
  const { specialties, kinds } = commonOf(call, words);
  const asked = { specialties, kinds, clinics: await clinicsOf(call, given) };
  const [after, id] = Buffer.from(given.get('_cursor') ?? '', 'base64url')
    .toString()
    .split(' ');
  const now = call.options.now().toISOString();
  // Whom a place is with is told nowhere here, so nobody is found by name.
  const hopeless = isHopeless(asked) || given.has('practitioner');
  const found = hopeless
    ? { slots: [], next: null, total: 0 }
    : await asRequest(() =>
        call.options.faces.scheduling.searchSlots(call.visitor, {
          ...told(asked),
          statuses: ['free'],
          start: [`gt${now}`, ...(bounds.start ? [`ge${bounds.start}`] : [])],
          end: bounds.end ? [`le${bounds.end}`] : [],
          limit,
          counted: true,
          ...(after && id ? { after: { start: after, id } } : {}),
        }),
      );
  const entries = found.slots.map(({ resource, clinic }): Entry => ({
    fullUrl: `urn:uuid:${String(resource['id'])}`,
    resource: proposed(resource, clinic),
    search: { mode: 'match' },
  }));
  const search = {
    given,
    strict,
    limit,
    counts_only: Number(count) === 0,
    counted: true,
    cursor: [],
  };
  return {
    status: 200,
    body: searchset(call, search, {
      path: 'Appointment/$find',
      entries,
      matches: entries.length,
      total: found.total,
      next: found.next ? [found.next.start, found.next.id] : null,
    }),
  };
};
