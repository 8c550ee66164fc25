import { FORTNIGHT_ms, readDate } from '@otklik/scheduling';
import type { Answer, Answerer, Call } from './call.ts';
import type { Json } from './json.ts';
import { FhirRefusal, refuse } from './outcome.ts';
import { asRequest, entryOf, readSearch, searchset, type Entry, type Search } from './search.ts';
import {
  commonOf,
  datesOf,
  given as told,
  identifiersOf,
  isHopeless,
  LOCATION_NAMES,
  locationCodesOf,
  SCHEDULE_NAMES,
  schedulesOf,
  SLOT_NAMES,
  statusesOf,
  UUID,
} from './slot-parameters.ts';

const SCHEDULE_INCLUDES = ['Slot:schedule', 'Slot:schedule:Schedule', 'Slot:*', '*'];
const LOCATION_INCLUDES = ['Schedule:actor', 'Schedule:actor:Location', 'Schedule:*', '*'];
const OTHER_INCLUDES = ['Schedule:actor:Practitioner', 'Location:managingOrganization'];
const GP_CONNECT = /^urn:nhs:names:services:gpconnect:/i;
const ok = (body: Json): Answer => ({ status: 200, body });

const includesOf = ({ given }: Search): string[] =>
  ['_include', '_include:iterate', '_include:recurse'].flatMap((name) => given.getAll(name));

/** @throws FhirRefusal 400 in strict handling for an inclusion that is not known */
function demandKnownIncludes(search: Search): void {
  const known = [...SCHEDULE_INCLUDES, ...LOCATION_INCLUDES, ...OTHER_INCLUDES];
  if (search.strict && includesOf(search).some((one) => !known.includes(one)))
    throw refuse(400, 'not-supported', '_include');
}

const withLocations = async (call: Call, clinics: readonly string[]): Promise<Entry[]> => {
  const codes = [...new Set(clinics)];
  if (codes.length === 0) return [];
  const { locations } = await call.options.faces.scheduling.searchLocations(call.visitor, {
    codes,
    limit: codes.length,
  });
  return locations.map(({ resource }) => entryOf(call.base, resource, 'include'));
};

/** Timetables of these slots and their clinics, each once. */
async function included(
  call: Call,
  search: Search,
  slots: readonly { readonly schedule: string; readonly clinic: string }[],
): Promise<Entry[]> {
  const asked = includesOf(search);
  if (slots.length === 0 || !asked.some((one) => SCHEDULE_INCLUDES.includes(one))) return [];
  const ids = [...new Set(slots.map(({ schedule }) => schedule))];
  const { schedules } = await call.options.faces.scheduling.searchSchedules(call.visitor, {
    ids,
    limit: ids.length,
  });
  const clinics = asked.some((one) => LOCATION_INCLUDES.includes(one))
    ? await withLocations(
        call,
        slots.map(({ clinic }) => clinic),
      )
    : [];
  return [...schedules.map(({ resource }) => entryOf(call.base, resource, 'include')), ...clinics];
}

/**
 * What GP Connect demands of a search for free slots, of those who say that they are its clients.
 * Source: nhsconnect/gpconnect, search for free slots.
 * @throws FhirRefusal 422 INVALID_PARAMETER
 */
function demandGpConnect(given: URLSearchParams): void {
  const [from = '', ...more] = given.getAll('start');
  const [to = '', ...others] = given.getAll('end');
  const first = readDate(from, 'UTC');
  const last = readDate(to, 'UTC');
  const wrong: string[] = [];
  if (first?.prefix !== 'ge' || more.length > 0) wrong.push('start');
  if (last?.prefix !== 'le' || others.length > 0) wrong.push('end');
  const width_ms = (last?.first_ms ?? 0) - (first?.first_ms ?? 0);
  if (wrong.length === 0 && (width_ms < 0 || width_ms > FORTNIGHT_ms)) wrong.push('start, end');
  if (given.getAll('status').join(' ') !== 'free') wrong.push('status');
  if (!given.getAll('_include').includes('Slot:schedule')) wrong.push('_include');
  if (wrong.length > 0)
    throw new FhirRefusal(
      422,
      wrong.map((expression) => ({
        severity: 'error',
        code: 'invalid',
        details: 'INVALID_PARAMETER',
        expression,
      })),
    );
}

const sortOf = ({ given, strict }: Search): boolean => {
  const sort = given.get('_sort') ?? 'start';
  if (strict && !['start', '-start'].includes(sort)) throw refuse(400, 'not-supported', '_sort');
  return sort === '-start';
};

export const searchSlots: Answerer = async (call) => {
  const search = await readSearch(call, SLOT_NAMES);
  const { given, limit, counted, cursor } = search;
  demandKnownIncludes(search);
  if (GP_CONNECT.test(call.request.headers.get('ssp-interactionid') ?? '')) demandGpConnect(given);
  const asked = {
    ...commonOf(call, given),
    schedules: schedulesOf(call, given),
    identifiers: identifiersOf(call, given),
    statuses: statusesOf(given),
  };
  const dates = { start: datesOf(given, 'start'), end: datesOf(given, 'end') };
  const descending = sortOf(search);
  const [start, id] = cursor;
  const nothing = { slots: [], next: null, total: 0 };
  const found = isHopeless(asked)
    ? nothing
    : await asRequest(() =>
        call.options.faces.scheduling.searchSlots(call.visitor, {
          ...told(asked),
          ...dates,
          descending,
          limit,
          counted,
          ...(start && id ? { after: { start, id } } : {}),
        }),
      );
  const matches = found.slots.map(({ resource }) => entryOf(call.base, resource, 'match'));
  return ok(
    searchset(call, search, {
      path: 'Slot',
      entries: search.counts_only
        ? []
        : [...matches, ...(await included(call, search, found.slots))],
      matches: matches.length,
      total: found.total,
      next: found.next ? [found.next.start, found.next.id] : null,
    }),
  );
};

export const searchSchedules: Answerer = async (call) => {
  const search = await readSearch(call, SCHEDULE_NAMES);
  const { given, limit, counted, cursor } = search;
  demandKnownIncludes(search);
  const { ids, clinics, specialties, modes } = commonOf(call, given);
  const asked = { ids, clinics, specialties, modes };
  const inactive = given.getAll('active').some((value) => value !== 'true');
  const [after] = cursor;
  const found =
    inactive || isHopeless(asked)
      ? { schedules: [], next: null, total: 0 }
      : await asRequest(() =>
          call.options.faces.scheduling.searchSchedules(call.visitor, {
            ...told(asked),
            limit,
            counted,
            ...(after ? { after } : {}),
          }),
        );
  const wantsPlaces = includesOf(search).some((one) => LOCATION_INCLUDES.includes(one));
  const places = wantsPlaces
    ? await withLocations(
        call,
        found.schedules.map(({ clinic }) => clinic),
      )
    : [];
  const matches = found.schedules.map(({ resource }) => entryOf(call.base, resource, 'match'));
  return ok(
    searchset(call, search, {
      path: 'Schedule',
      entries: [...matches, ...places],
      matches: matches.length,
      total: found.total,
      next: found.next ? [found.next] : null,
    }),
  );
};

export const searchLocations: Answerer = async (call) => {
  const search = await readSearch(call, LOCATION_NAMES);
  const { given, limit, counted, cursor } = search;
  const codes = locationCodesOf(call, given);
  const name = given.get('name') ?? undefined;
  const [after] = cursor;
  const found = isHopeless({ codes })
    ? { locations: [], next: null, total: 0 }
    : await asRequest(() =>
        call.options.faces.scheduling.searchLocations(call.visitor, {
          ...told({ codes, name }),
          limit,
          counted,
          ...(after ? { after } : {}),
        }),
      );
  const matches = found.locations.map(({ resource }) => entryOf(call.base, resource, 'match'));
  return ok(
    searchset(call, search, {
      path: 'Location',
      entries: matches,
      matches: matches.length,
      total: found.total,
      next: found.next ? [found.next] : null,
    }),
  );
};

/** @throws FhirRefusal 404: there is none of this id, or none that anybody tells of now */
const theOne = (resource: Json | undefined): Answer => {
  if (!resource) throw refuse(404, 'not-found', 'not-found');
  return ok(resource);
};

export const readSlot: Answerer = async ({ options, visitor, id }) => {
  if (!UUID.test(id)) throw refuse(404, 'not-found', 'not-found');
  const { slots } = await options.faces.scheduling.searchSlots(visitor, { ids: [id] });
  return theOne(slots[0]?.resource);
};

export const readSchedule: Answerer = async ({ options, visitor, id }) => {
  if (!UUID.test(id)) throw refuse(404, 'not-found', 'not-found');
  const { schedules } = await options.faces.scheduling.searchSchedules(visitor, { ids: [id] });
  return theOne(schedules[0]?.resource);
};

export const readLocation: Answerer = async ({ options, visitor, id }) => {
  if (!/^[a-z0-9][a-z0-9-]{1,60}$/.test(id)) throw refuse(404, 'not-found', 'not-found');
  const { locations } = await options.faces.scheduling.searchLocations(visitor, { codes: [id] });
  return theOne(locations[0]?.resource);
};
