import { defineQuery, grantsOf } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { mayGrant } from '../model.ts';
import { placeOf } from '../places.ts';
import { administrator, administratorOver } from '../policy.ts';
import { roleHistory } from '../schema.ts';
import { grantHistory } from '../store/index.ts';

/**
 * Every role that a person held, or that was held over one place: by whom, when, given and taken by whom
 * and why. Only what lies within the administrator's reach. Leaves a trace.
 */
export const listRoleHistory = defineQuery({
  name: 'accounts.list-role-history',
  input: roleHistory,
  policy: (context) =>
    'reach' in context.input
      ? administratorOver(context, context.input.reach)
      : administrator(context),
  async handle({ tx, input, subject }) {
    const own = grantsOf(subject);
    const records = (await grantHistory(tx, input)).filter((one) => mayGrant(own, one.reach));
    const emails = new Map<string, string | null>();
    const emailOf = async (id: string | null): Promise<string | null> => {
      if (id === null) return null;
      if (!emails.has(id)) emails.set(id, (await addressOf(tx, id))?.email ?? null);
      return emails.get(id) ?? null;
    };
    const list = [];
    for (const record of records)
      list.push({
        ...record,
        email: await emailOf(record.personId),
        grantedByEmail: await emailOf(record.grantedBy),
        revokedByEmail: await emailOf(record.revokedBy),
        place: await placeOf(tx, record.reach),
        // Living, still ahead, or over: judged at this instant.
        state:
          record.revokedAt || (record.validTo && record.validTo <= tx.now)
            ? ('over' as const)
            : record.validFrom > tx.now
              ? ('ahead' as const)
              : ('living' as const),
      });
    return list;
  },
  audit: ({ input }) => ({
    object:
      'personId' in input
        ? `person:${input.personId}`
        : `roles:${input.reach.kind === 'region' ? 'region' : input.reach.id}`.slice(0, 120),
  }),
});
