export * from './api-keys.ts';
export * from './factors.ts';
export * from './invitations.ts';
export * from './links.ts';
export * from './people.ts';
export * from './sessions.ts';
export { dayOf, later, regionIn } from './tables.ts';
export * from './sweeps.ts';
