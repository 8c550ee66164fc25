export { createScheduling, SCHEDULING_PREFIX, SCHEDULING_ROUTES } from './door.ts';
