import type { Json } from './json.ts';
import { FHIR_TABLE } from './routes.ts';
import type { Parameter } from './search.ts';
import { LOCATION_PARAMETERS, SCHEDULE_PARAMETERS, SLOT_PARAMETERS } from './slot-parameters.ts';

/** By what a type is searched: the lists that the searches themselves read. */
const SEARCH: Readonly<Record<string, readonly Parameter[]>> = {
  Questionnaire: [
    { name: 'url', type: 'uri' },
    { name: 'version', type: 'token' },
    { name: 'status', type: 'token' },
    { name: 'title', type: 'string' },
    { name: '_id', type: 'token' },
  ],
  Slot: SLOT_PARAMETERS,
  Schedule: SCHEDULE_PARAMETERS,
  Location: LOCATION_PARAMETERS,
};
const INCLUDES: Readonly<Record<string, readonly string[]>> = {
  Slot: ['Slot:schedule'],
  Schedule: ['Schedule:actor'],
};

/** What this door can do, made from its own table of routes. */
export function capabilityStatement(base: string): Json {
  const types = [...new Set(FHIR_TABLE.map(({ type }) => type))].filter((type) => type !== '');
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-23',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json', 'application/fhir+json'],
    software: { name: 'Otklik' },
    implementation: { description: 'Surveys after visits, free places of clinics', url: base },
    rest: [
      {
        mode: 'server',
        documentation:
          'QuestionnaireResponse is taken and never given out: an answer is not tied to who gave it, so there is nothing to read by id or to search. Slots, timetables and clinics are read by everybody and name nobody; dates of a search without an offset are in the time of the region.',
        resource: types.map((type) => {
          const own = FHIR_TABLE.filter(
            (route) => route.type === type && route.interaction !== null,
          );
          return {
            type,
            interaction: own.map(({ interaction, documentation }) => ({
              code: interaction,
              documentation,
            })),
            versioning: 'no-version',
            ...(INCLUDES[type] ? { searchInclude: INCLUDES[type] } : {}),
            ...(own.some(({ interaction }) => interaction === 'search-type')
              ? { searchParam: SEARCH[type] }
              : {}),
            ...(FHIR_TABLE.some((route) => route.type === type && route.operation === '$find')
              ? {
                  operation: [
                    {
                      name: 'find',
                      definition: `${base}/OperationDefinition/appointment-find`,
                      documentation:
                        'IHE ITI-115, GET and POST: free places as proposed appointments, nothing held.',
                    },
                  ],
                }
              : {}),
          };
        }),
        interaction: [{ code: 'batch' }, { code: 'transaction' }],
      },
    ],
  };
}
