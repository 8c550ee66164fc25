import type { Json } from './json.ts';
import { FHIR_TABLE } from './routes.ts';

const SEARCH = [
  ['url', 'uri'],
  ['version', 'token'],
  ['status', 'token'],
  ['title', 'string'],
  ['_id', 'token'],
] as const;

/** What this door can do, made from its own table of routes. */
export function capabilityStatement(base: string): Json {
  const types = [...new Set(FHIR_TABLE.map(({ type }) => type))].filter((type) => type !== '');
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-22',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json', 'application/fhir+json'],
    software: { name: 'Otklik' },
    implementation: { description: 'Surveys after visits', url: base },
    rest: [
      {
        mode: 'server',
        documentation:
          'QuestionnaireResponse is taken and never given out: an answer is not tied to who gave it, so there is nothing to read by id or to search.',
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
            ...(own.some(({ interaction }) => interaction === 'search-type')
              ? { searchParam: SEARCH.map(([name, kind]) => ({ name, type: kind })) }
              : {}),
          };
        }),
        interaction: [{ code: 'batch' }, { code: 'transaction' }],
      },
    ],
  };
}
