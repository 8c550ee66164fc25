export { cutOffOf } from './cut-off-of.ts';
export { manifest } from './manifest.ts';
export { RETENTION, tombstoneKey } from './model.ts';
export { onlyRetention, regionAdministrator } from './policy.ts';
export { erasure as erasureInput, holdGround, lastDay, nothing as sweepInput } from './schema.ts';
export { entomb, type Tombstone } from './store/erasures.ts';
export { heldCases, heldPersons, isHeld, putHold, type NewHold } from './store/holds.ts';
export { cutOff } from './store/terms.ts';
