export { PREFIX as FHIR_PREFIX, type FhirOptions } from './call.ts';
export { capabilityStatement } from './capability.ts';
export { createFhir, type Fhir } from './door.ts';
export { FHIR_ROUTES } from './routes.ts';
export { readVisit, type Read, type Surroundings, type VisitRow } from './visit.ts';
