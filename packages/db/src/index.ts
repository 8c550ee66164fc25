export { auditMany, countSpentProofs, sweepBookkeeping, sweepOlder } from './bookkeeping.ts';
export {
  inspectDatabase,
  inspectServer,
  openDatabase,
  prepareDatabase,
  type Database,
  type DatabaseOptions,
} from './database.ts';
export { insertMany, type NewRow } from './insert-many.ts';
export type { MigrationFolder } from './migrate.ts';
export { openPool } from './pool.ts';
export { passwordOf, roleNames, rolesSql, urlFor } from './roles.ts';
export { signedText, type AuditHead } from './audit-heads.ts';
export type { AuditProblem, AuditVerdict } from './audit-verify.ts';
export { forgetPublicChanges, lookAtPublic, type PublicLook } from './public-changes.ts';
export { rewrapDataKeys, type KekUse } from './rewrap.ts';
export { json, type Json, type Tables, type Timestamp } from './tables.ts';
export type { Place, Vault, WrappedKey } from './vault.ts';
export { bootstrapEmbedded, embeddedOwnerUrl } from './bootstrap.ts';
export {
  EmbeddedError,
  joinEmbedded,
  startEmbedded,
  type EmbeddedServer,
} from './embedded/index.ts';
export type { AlertChanges, AuditAges } from './watch.ts';
