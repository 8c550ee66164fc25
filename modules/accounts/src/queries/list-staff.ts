import { defineQuery, grantsOf } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { mayGrant } from '../model.ts';
import { placeOf } from '../places.ts';
import { administrator } from '../policy.ts';
import { nothing } from '../schema.ts';
import { findPerson, hasFactor, staff } from '../store/index.ts';

/** The people whose roles lie within the administrator's reach, with their addresses. Leaves a trace. */
export const listStaff = defineQuery({
  name: 'accounts.list-staff',
  input: nothing,
  policy: administrator,
  async handle({ tx, subject }) {
    const own = grantsOf(subject);
    const list = [];
    for (const [personId, all] of await staff(tx)) {
      const grants = all.filter((grant) => mayGrant(own, grant.reach));
      if (grants.length === 0) continue;
      list.push({
        personId,
        email: (await addressOf(tx, personId))?.email ?? null,
        disabled: Boolean((await findPerson(tx, personId))?.disabled_at),
        enrolled: await hasFactor(tx, personId),
        oneself: personId === subject.personId,
        grants: await Promise.all(
          grants.map(async (grant) => ({ ...grant, place: await placeOf(tx, grant.reach) })),
        ),
      });
    }
    return list;
  },
  audit: () => ({ object: 'staff' }),
});
