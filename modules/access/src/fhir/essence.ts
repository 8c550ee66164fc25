/** What of FHIR resources (R4, and R5 where it differs) is needed to read slots. Nothing else is kept. */

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly Json[] =>
  (Array.isArray(value) ? value : []).filter(isObject);
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const ID = /^[A-Za-z0-9.-]{1,64}$/;
const TEXT_max = 80;
const ZONE = 'http://hl7.org/fhir/StructureDefinition/timezone';
const SMART = 'http://fhir-registry.smarthealthit.org/StructureDefinition/';
/** Ours: the list that is served before slots are opened; parts length, served, p50-days, p90-days. */
export const WAITING_LIST = 'https://otklik.example/fhir/waiting-list';

export interface LocationEssence {
  readonly id: string;
  /** Other names of the place, beside its id. */
  readonly names: readonly string[];
  readonly zone?: string;
}

export interface ScheduleEssence {
  readonly id: string;
  readonly location?: string;
  readonly doctor?: string;
  /** Codes of what is done there. */
  readonly services: readonly string[];
  readonly waiting?: Readonly<Record<string, number>>;
}

export interface SlotEssence {
  readonly id: string | undefined;
  readonly schedule: string;
  readonly status: string;
  readonly start: string;
  readonly end: string;
  readonly capacity: number | undefined;
  readonly link: string | undefined;
  /** An extension that may stand once stood twice; the first counts. */
  readonly repeated: boolean;
}

/** The id a reference ends with, of this type. */
export function idIn(reference: unknown, type: string): string | undefined {
  const text = textOf(isObject(reference) ? reference['reference'] : reference);
  if (!text) return undefined;
  const [found, id] = text
    .replace(/\/_history\/.*$/, '')
    .split('/')
    .slice(-2);
  return found === type && id && ID.test(id) ? id : undefined;
}

const resourceId = (resource: Json): string | undefined => {
  const id = textOf(resource['id']);
  return id && ID.test(id) ? id : undefined;
};

export function locationFrom(resource: Json): LocationEssence | null {
  const id = resourceId(resource);
  if (!id) return null;
  const zone = listOf(resource['extension']).find(({ url }) => url === ZONE);
  const named = textOf(zone?.['valueCode']) ?? textOf(zone?.['valueString']);
  const names = listOf(resource['identifier']).flatMap(({ value }) => textOf(value) ?? []);
  return {
    id,
    names: names.slice(0, 10).map((name) => name.slice(0, TEXT_max)),
    ...(named ? { zone: named } : {}),
  };
}

/** @param roles practitioners by their roles, where the publication tells them */
export function scheduleFrom(
  resource: Json,
  roles: ReadonlyMap<string, string> = new Map(),
): ScheduleEssence | null {
  const id = resourceId(resource);
  if (!id) return null;
  const actors = listOf(resource['actor']);
  const first = (type: string) =>
    actors.map((actor) => idIn(actor, type)).find((found) => found !== undefined);
  const role = first('PractitionerRole');
  const doctor = first('Practitioner') ?? (role ? (roles.get(role) ?? role) : undefined);
  const location = first('Location');
  const waiting = waitingIn(resource);
  return {
    id,
    services: codesIn(resource),
    ...(location ? { location } : {}),
    ...(doctor ? { doctor } : {}),
    ...(waiting ? { waiting } : {}),
  };
}

/** Codes of specialty and service; in R5 a service type is a concept inside a reference. */
function codesIn(resource: Json): string[] {
  const concepts = [...listOf(resource['specialty']), ...listOf(resource['serviceType'])];
  return concepts
    .flatMap((one) => listOf((isObject(one['concept']) ? one['concept'] : one)['coding']))
    .flatMap(({ code }) => textOf(code)?.slice(0, TEXT_max) ?? []);
}

function waitingIn(resource: Json): Record<string, number> | null {
  const told = listOf(resource['extension']).find(({ url }) => url === WAITING_LIST);
  if (!told) return null;
  const parts = listOf(told['extension']).flatMap(({ url, valueInteger }) =>
    typeof url === 'string' && typeof valueInteger === 'number' ? [[url, valueInteger]] : [],
  );
  return Object.fromEntries(parts) as Record<string, number>;
}

/** @returns practitioner by role, where this is a role that names one */
export function roleFrom(resource: Json): readonly [string, string] | null {
  const id = resourceId(resource);
  const practitioner = idIn(resource['practitioner'], 'Practitioner');
  return id && practitioner ? [id, practitioner] : null;
}

/** Null: it names no schedule, so nothing can be made of it. */
export function slotFrom(resource: Json): SlotEssence | null {
  const schedule = idIn(resource['schedule'], 'Schedule');
  if (!schedule) return null;
  const told = listOf(resource['extension']);
  const having = (name: string) => told.filter(({ url }) => url === `${SMART}${name}`);
  const [links, capacities] = [having('booking-deep-link'), having('slot-capacity')];
  const capacity = capacities[0]?.['valueInteger'];
  return {
    id: textOf(resource['id']),
    schedule,
    status: textOf(resource['status']) ?? 'unknown',
    start: textOf(resource['start']) ?? '',
    end: textOf(resource['end']) ?? '',
    // Something else than a number is told on as what it is not: a place without sense.
    capacity:
      capacities.length === 0 ? undefined : typeof capacity === 'number' ? capacity : Number.NaN,
    link: textOf(links[0]?.['valueUrl']) ?? textOf(links[0]?.['valueUri']),
    repeated: links.length > 1 || capacities.length > 1,
  };
}
