export { createOpen311, localeOf as open311Locale, OPEN311_ROUTES, type Open311 } from './door.ts';
export { PREFIX as OPEN311_PREFIX, type Open311Options } from './call.ts';
