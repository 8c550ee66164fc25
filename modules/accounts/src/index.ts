export { API_SCOPES, PER_DAY_DEFAULT, PER_HOUR_DEFAULT, type ApiScope } from './schema.ts';
export type { NextStep } from './next-step.ts';
export { manifest } from './manifest.ts';
export { covers, type DemoRole } from './model.ts';
export {
  openAccounts,
  type AccountsService,
  type Door,
  type LinkInput,
  type SignedIn,
} from './service.ts';
export { forgetPerson } from './store/forget-person.ts';
export { rolesHeld, type HeldRole } from './store/reaches.ts';
export {
  addGrant,
  addPeople,
  ensurePerson,
  findPerson,
  holdersOf,
  staff,
  staffOver,
} from './store/index.ts';
