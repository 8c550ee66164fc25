import { defineQuery, type AuditKey } from '@otklik/kernel';
import { everybody } from '../policy.ts';
import { listKeys as input } from '../schema.ts';

/** The public keys that sign or have signed heads, the current one first; public. */
export const listKeys = defineQuery({
  name: 'act-log.list-keys',
  input,
  policy: everybody,
  handle: async ({ app }): Promise<readonly AuditKey[]> => app.ports.keys.auditKeys(),
});
