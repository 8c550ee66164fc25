import { PREFIX, type Answerer } from './call.ts';
import { createQuestionnaire, readQuestionnaire, searchQuestionnaires } from './questionnaires.ts';
import { createResponse, refuseReading } from './responses.ts';
import { findAppointments } from './find-appointments.ts';
import {
  readLocation,
  readSchedule,
  readSlot,
  searchLocations,
  searchSchedules,
  searchSlots,
} from './slots.ts';
import { createAppointment, createEncounter, takeBundle } from './visits.ts';

/** One interaction of the standard at this door. */
export interface FhirRoute {
  readonly method: 'get' | 'post';
  /** Blank for the door itself. */
  readonly type:
    | ''
    | 'Questionnaire'
    | 'QuestionnaireResponse'
    | 'Encounter'
    | 'Appointment'
    | 'Slot'
    | 'Schedule'
    | 'Location';
  /** Whether an id follows the type. */
  readonly with_id: boolean;
  /** What stands behind the type instead of an id. */
  readonly operation?: '_search' | '$find';
  readonly interaction: 'read' | 'search-type' | 'create' | 'batch' | 'transaction' | null;
  /** For the capability statement. */
  readonly documentation: string;
  readonly answer: Answerer;
}

/** What is read by its id and searched, by GET and by POST. */
const readable = (
  type: FhirRoute['type'],
  documentation: string,
  { read, search }: { readonly read: Answerer; readonly search: Answerer },
): FhirRoute[] => [
  { method: 'get', type, with_id: true, interaction: 'read', documentation, answer: read },
  {
    method: 'get',
    type,
    with_id: false,
    interaction: 'search-type',
    documentation:
      'GET, or POST to _search with a form; Prefer: handling=strict refuses what is not known.',
    answer: search,
  },
  {
    method: 'post',
    type,
    with_id: false,
    operation: '_search',
    interaction: null,
    documentation: '',
    answer: search,
  },
];

export const FHIR_TABLE: readonly FhirRoute[] = [
  {
    method: 'get',
    type: 'Questionnaire',
    with_id: true,
    interaction: 'read',
    documentation: 'Published and retired questionnaires; public.',
    answer: readQuestionnaire,
  },
  {
    method: 'get',
    type: 'Questionnaire',
    with_id: false,
    interaction: 'search-type',
    documentation: 'By url (with |version), version, status, title, _id; public.',
    answer: searchQuestionnaires,
  },
  {
    method: 'post',
    type: 'Questionnaire',
    with_id: false,
    interaction: 'create',
    documentation:
      'Needs a key with the scope forms:write. What is sent becomes a draft that people publish; every fault is told.',
    answer: createQuestionnaire,
  },
  {
    method: 'post',
    type: 'QuestionnaireResponse',
    with_id: false,
    interaction: 'create',
    documentation:
      'Needs the link of an invitation: Authorization: Survey TOKEN, or a key with the scope answers:write and the token in identifier. Everything but the answers is dropped. Deviation: 201 without Location, id and meta.lastUpdated, with the receipt in an OperationOutcome, because what was answered cannot be found again by anybody.',
    answer: createResponse,
  },
  {
    method: 'get',
    type: 'QuestionnaireResponse',
    with_id: true,
    interaction: null,
    documentation: '',
    answer: refuseReading,
  },
  {
    method: 'get',
    type: 'QuestionnaireResponse',
    with_id: false,
    interaction: null,
    documentation: '',
    answer: refuseReading,
  },
  {
    method: 'post',
    type: 'Encounter',
    with_id: false,
    interaction: 'create',
    documentation:
      'Needs a key with the scope visits:write. A finished one is a visit, a cancelled one takes it back; kept only as far as an invitation needs it.',
    answer: createEncounter,
  },
  {
    method: 'post',
    type: 'Appointment',
    with_id: false,
    interaction: 'create',
    documentation: 'As Encounter, by fulfilled, cancelled, noshow and entered-in-error.',
    answer: createAppointment,
  },
  {
    method: 'get',
    type: 'Appointment',
    with_id: false,
    operation: '$find',
    interaction: null,
    documentation: 'IHE ITI-115: free places as proposed appointments; nothing is held; public.',
    answer: findAppointments,
  },
  {
    method: 'post',
    type: 'Appointment',
    with_id: false,
    operation: '$find',
    interaction: null,
    documentation: 'The same with a Parameters resource.',
    answer: findAppointments,
  },
  ...readable('Slot', 'Slots as they are now; public. Those of a silent source are not there.', {
    read: readSlot,
    search: searchSlots,
  }),
  ...readable('Schedule', 'Timetables of clinics and specialties; public. No doctor is named.', {
    read: readSchedule,
    search: searchSchedules,
  }),
  ...readable('Location', 'Clinics that some source tells places of; public.', {
    read: readLocation,
    search: searchLocations,
  }),
  {
    method: 'post',
    type: '',
    with_id: false,
    interaction: 'batch',
    documentation:
      'A Bundle (batch, transaction, collection) of Encounter, Appointment and their Patient; at most 1,000 entries. Or of Slot with their Schedule and Location, taken as differences: needs a key with the scope slots:write, and the code of its source in identifier.value.',
    answer: takeBundle,
  },
];

/** The path of a route, by which it is listed and logged. */
export const patternOf = ({ type, with_id, operation }: FhirRoute): string =>
  `${PREFIX}${type ? `/${type}` : ''}${with_id ? '/{id}' : ''}${operation ? `/${operation}` : ''}`;

/** Every door by method and path, for the test that knocks at all of them. */
export const FHIR_ROUTES: readonly string[] = [
  `get ${PREFIX}/metadata`,
  ...FHIR_TABLE.map((route) => `${route.method} ${patternOf(route)}`),
];
