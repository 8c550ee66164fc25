export { createApi, type Api } from './api.ts';
export { openApiDocument } from './document.ts';
export type { ApiFaces, ApiOptions, ApiRequestFacts } from './doors.ts';
export { errorSchema } from './errors.ts';
export { PREFIX } from './route.ts';
export { ROUTES } from './routes/index.ts';
