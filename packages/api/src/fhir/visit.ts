import { ageOn } from '@otklik/registry';
import { isObject, objectAt, objectsOf, textAt, type Json } from './json.ts';

// An Encounter or an Appointment as a reported visit, or as nothing yet. Pure; what becomes of a visit is decided
// behind the waist.

/** As `surveys.record-visits` takes it. */
export interface VisitRow {
  readonly visitId: string;
  readonly sourceSystem: string;
  readonly kind: 'visit';
  readonly status: 'finished' | 'cancelled';
  readonly unit: string;
  readonly service: string;
  readonly endedAt: string;
  readonly sector: string;
  readonly contact: Addresses | { readonly cabinetId: string };
  /** Of a child's parent. */
  readonly parent?: Addresses;
  readonly language: 'ru' | 'en';
  /** Whole years on the day of the visit: the date of birth goes no further than this file. */
  readonly age?: number;
  readonly birthYear?: number;
  readonly flags: readonly string[];
}

interface Addresses {
  readonly email?: string;
  readonly phone?: string;
}

export type Read =
  | { readonly kind: 'visit'; readonly row: VisitRow }
  /** Neither over nor cancelled. */
  | { readonly kind: 'waits' }
  /** FHIRPaths of what is missing or wrong. */
  | { readonly kind: 'refused'; readonly fields: readonly string[] };

export interface Surroundings {
  /** Finds a resource that a reference names: of the bundle, or contained. */
  readonly resolve: (reference: string) => Json | undefined;
  /** The sector a service belongs to; undefined for an unknown one. */
  readonly sectorOf: (service: string) => string | undefined;
  readonly now: Date;
}

/** On a ContactPoint: the person agreed to be written to about the visit. */
const AGREEMENT = 'StructureDefinition/contact-agreement';

const STATUS: Readonly<Record<string, Readonly<Record<string, 'finished' | 'cancelled'>>>> = {
  Encounter: { finished: 'finished', cancelled: 'cancelled', 'entered-in-error': 'cancelled' },
  Appointment: {
    fulfilled: 'finished',
    cancelled: 'cancelled',
    noshow: 'cancelled',
    'entered-in-error': 'cancelled',
  },
};
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;
/** What nobody can be written to at. */
const NO_CONTACT = { cabinetId: 'none' } as const;
const DEFAULT_SERVICE: Readonly<Record<string, string>> = { HH: 'home-visit' };

interface Named {
  readonly id: string;
  readonly system: string;
}

/** `identifier` (system and value), else `id`. */
function nameOf(resource: Json): Named | null {
  const [identifier] = objectsOf(resource['identifier']).filter((one) => textAt(one, 'value'));
  const value = textAt(identifier, 'value');
  if (value) {
    const system = textAt(identifier, 'system') ?? '';
    return { id: `${system}|${value}`, system };
  }
  const id = textAt(resource, 'id');
  return id ? { id, system: '' } : null;
}

const lastOf = (reference: string): string => reference.split('/').at(-1) ?? reference;

/** An Encounter that came of an Appointment is the same visit. */
function visitName(resource: Json, { resolve }: Surroundings): Named | null {
  const [made] = objectsOf(resource['appointment']);
  if (resource['resourceType'] !== 'Encounter' || !made) return nameOf(resource);
  const identifier = objectAt(made, 'identifier');
  const value = textAt(identifier, 'value');
  if (value) {
    const system = textAt(identifier, 'system') ?? '';
    return { id: `${system}|${value}`, system };
  }
  const reference = textAt(made, 'reference');
  if (!reference) return nameOf(resource);
  const found = resolve(reference);
  return (found && nameOf(found)) ?? { id: lastOf(reference), system: '' };
}

/** The code of the place: an identifier's value, else the end of the reference. */
function placeIn(reference: Json, { resolve }: Surroundings): string | undefined {
  const own = textAt(objectAt(reference, 'identifier'), 'value');
  if (own) return own;
  const said = textAt(reference, 'reference');
  if (!said) return undefined;
  const [identifier] = objectsOf(resolve(said)?.['identifier']);
  return textAt(identifier, 'value') ?? (said.startsWith('#') ? undefined : lastOf(said));
}

function placeOf(resource: Json, around: Surroundings): string | undefined {
  const places =
    resource['resourceType'] === 'Encounter'
      ? [
          ...objectsOf(resource['location']).map((one) => objectAt(one, 'location')),
          objectAt(resource, 'serviceProvider'),
        ]
      : objectsOf(resource['participant'])
          .map((one) => objectAt(one, 'actor'))
          .filter(
            (actor) =>
              /^(?:Location|Organization|HealthcareService)\//.test(
                textAt(actor, 'reference') ?? '',
              ) || /^(?:Location|Organization)$/.test(textAt(actor, 'type') ?? ''),
          );
  return places.map((one) => placeIn(one, around)).find((code) => code !== undefined);
}

function serviceOf(resource: Json, { sectorOf }: Surroundings): string {
  const own = resource['serviceType'];
  const concepts = [
    ...(Array.isArray(own) ? objectsOf(own) : isObject(own) ? [own] : []),
    ...objectsOf(resource['type']),
  ];
  const codes = concepts.flatMap((one) =>
    objectsOf(one['coding']).flatMap((coding) => textAt(coding, 'code') ?? []),
  );
  const known = codes.find((code) => sectorOf(code) !== undefined);
  const place = textAt(objectAt(resource, 'class'), 'code') ?? '';
  return known ?? codes[0] ?? DEFAULT_SERVICE[place] ?? 'doctor-visit';
}

function patientOf(resource: Json, { resolve }: Surroundings): Json | undefined {
  const subject = textAt(objectAt(resource, 'subject'), 'reference');
  const taking = objectsOf(resource['participant'])
    .map((one) => textAt(objectAt(one, 'actor'), 'reference'))
    .find((reference) => reference?.startsWith('Patient/') || reference?.startsWith('urn:'));
  const reference = subject ?? taking;
  const found = reference === undefined ? undefined : resolve(reference);
  return found?.['resourceType'] === 'Patient' ? found : undefined;
}

const hasAgreed = (contact: Json): boolean =>
  objectsOf(contact['extension']).some(
    (one) => textAt(one, 'url')?.endsWith(AGREEMENT) === true && one['valueBoolean'] === true,
  );

const SYSTEMS = { email: 'email', phone: 'phone', sms: 'phone' } as const;

/** Addresses that their owner agreed to be written to at. Any other is dropped here and goes no further. */
function addressesOf(telecom: unknown, now: Date): Addresses {
  const found: { email?: string; phone?: string } = {};
  for (const contact of objectsOf(telecom)) {
    const ended = textAt(objectAt(contact, 'period'), 'end');
    const is_over = ended !== undefined && Date.parse(ended) < now.getTime();
    const name = SYSTEMS[textAt(contact, 'system') as keyof typeof SYSTEMS];
    const value = textAt(contact, 'value');
    if (!name || !value || contact['use'] === 'old' || is_over || !hasAgreed(contact)) continue;
    found[name] ??= value;
  }
  return found;
}

/** Codes by which a contact of a patient is a parent: v3-RoleCode, and «parent» of older lists. */
const PARENTS: ReadonlySet<string> = new Set(
  ['PRN', 'MTH', 'FTH', 'NMTH', 'NFTH', 'ADOPTP', 'STPPRN', 'PRNFOST', 'GUARD', 'parent'].map(
    (code) => code.toLowerCase(),
  ),
);
const isParent = (contact: Json): boolean =>
  objectsOf(contact['relationship']).some((one) =>
    objectsOf(one['coding']).some((coding) =>
      PARENTS.has((textAt(coding, 'code') ?? '').toLowerCase()),
    ),
  );

/** Of `Patient.contact`, or of a RelatedPerson that `Patient.link` names. */
function parentOf(patient: Json | undefined, { resolve, now }: Surroundings): Addresses {
  const linked = objectsOf(patient?.['link']).flatMap((link) => {
    const found = resolve(textAt(objectAt(link, 'other'), 'reference') ?? '');
    return found?.['resourceType'] === 'RelatedPerson' ? [found] : [];
  });
  const parents = [...objectsOf(patient?.['contact']), ...linked].filter(isParent);
  return (
    parents
      .map((one) => addressesOf(one['telecom'], now))
      .find((one) => Object.keys(one).length > 0) ?? {}
  );
}

/** Whole years on the day of a visit; of a date without its day the year alone is told. */
function ageOf(born: string | undefined, day: string): Pick<VisitRow, 'age' | 'birthYear'> {
  if (born === undefined) return {};
  if (/^\d{4}-\d\d-\d\d$/.test(born) && born <= day) return { age: ageOn(born, day) };
  const year = /^(\d{4})/.exec(born)?.[1];
  return year === undefined ? {} : { birthYear: Number(year) };
}

function languageOf(patient: Json | undefined): 'ru' | 'en' {
  const spoken = objectsOf(patient?.['communication']);
  const first = spoken.find((one) => one['preferred'] === true) ?? spoken[0];
  const codes = objectsOf(objectAt(first, 'language')['coding']).map((one) => textAt(one, 'code'));
  return codes.some((code) => code?.toLowerCase().startsWith('en')) ? 'en' : 'ru';
}

const consentsOf = ({ email, phone }: Addresses, prefix: '' | 'parent-'): string[] => [
  ...(email === undefined ? [] : [`${prefix}consent`]),
  ...(phone === undefined ? [] : [`${prefix}consent-sms`]),
];

function factsOf(patient: Json | undefined, around: Surroundings, day: string) {
  const own = addressesOf(patient?.['telecom'], around.now);
  const parent = parentOf(patient, around);
  const is_dead =
    patient?.['deceasedBoolean'] === true || textAt(patient, 'deceasedDateTime') !== undefined;
  return {
    contact: Object.keys(own).length === 0 ? NO_CONTACT : own,
    ...(Object.keys(parent).length === 0 ? {} : { parent }),
    language: languageOf(patient),
    ...ageOf(textAt(patient, 'birthDate'), day),
    flags: [
      ...consentsOf(own, ''),
      ...consentsOf(parent, 'parent-'),
      ...(is_dead ? ['death'] : []),
    ],
  };
}

/** The name of a source as the store has names: letters, figures, dots, colons, hyphens. */
const sourceOf = (system: string): string =>
  system
    .replaceAll(/[^\w.:-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(-80) || 'fhir';

/** Reads an Encounter or an Appointment. Never throws. */
export function readVisit(resource: Json, around: Surroundings): Read {
  const type = String(resource['resourceType']);
  const status = STATUS[type]?.[textAt(resource, 'status') ?? ''];
  if (status === undefined) {
    if (textAt(resource, 'status') === undefined)
      return { kind: 'refused', fields: [`${type}.status`] };
    return { kind: 'waits' };
  }
  const name = visitName(resource, around);
  const unit = placeOf(resource, around);
  const is_encounter = type === 'Encounter';
  const period = is_encounter ? objectAt(resource, 'period') : resource;
  const over = textAt(period, 'end');
  // What did not take place may have no end: the day it was to be will do.
  const end =
    over ??
    (status === 'cancelled' ? (textAt(period, 'start') ?? around.now.toISOString()) : undefined);
  const wrong = [
    ...(name ? [] : [`${type}.identifier`]),
    ...(unit === undefined
      ? [is_encounter ? 'Encounter.serviceProvider' : 'Appointment.participant']
      : []),
    // A local time without its offset may be any of eleven.
    ...(end !== undefined && MOMENT.test(end) && !Number.isNaN(Date.parse(end))
      ? []
      : [is_encounter ? 'Encounter.period.end' : 'Appointment.end']),
  ];
  if (wrong.length > 0 || !name || unit === undefined || end === undefined)
    return { kind: 'refused', fields: wrong };
  const service = serviceOf(resource, around);
  const facts =
    status === 'cancelled'
      ? factsOf(undefined, around, '')
      : factsOf(patientOf(resource, around), around, end.slice(0, 10));
  return {
    kind: 'visit',
    row: {
      visitId: name.id.slice(0, 200),
      sourceSystem: sourceOf(name.system),
      kind: 'visit',
      status,
      unit,
      service,
      endedAt: new Date(end).toISOString(),
      sector: around.sectorOf(service) ?? 'health',
      ...facts,
    },
  };
}
