export { createApi, type Api } from './api.ts';
export { openApiDocument } from './document.ts';
export type { ApiFaces, ApiOptions, ApiRequestFacts } from './doors.ts';
export { createFeeds, FEED_ROUTES, FEEDS_PREFIX } from './feeds/index.ts';
export { createOneClick, ONE_CLICK_ROUTES } from './one-click.ts';
export { createOpen311, OPEN311_PREFIX, OPEN311_ROUTES, open311Locale } from './open311/index.ts';
export { errorSchema } from './errors.ts';
export {
  capabilityStatement,
  createFhir,
  FHIR_PREFIX,
  FHIR_ROUTES,
  readVisit,
  type Read,
  type Surroundings,
} from './fhir/index.ts';
export { createScheduling, SCHEDULING_PREFIX, SCHEDULING_ROUTES } from './scheduling/index.ts';
export { PREFIX } from './route.ts';
export { ROUTES } from './routes/index.ts';
