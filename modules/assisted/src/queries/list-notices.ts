import { defineQuery } from '@otklik/kernel';
import { clinicsByIds, todayOf } from '@otklik/registry';
import { hotline } from '../policy.ts';
import { nothing } from '../schema.ts';
import { openContact } from '../store/assistance.ts';
import { dueNotices } from '../store/notices.ts';

/** Whom the hotline is to call or write to today, and about which step. Contacts are seen here alone. */
export const listNotices = defineQuery({
  name: 'assisted.list-notices',
  input: nothing,
  policy: ({ actor }) => hotline(actor),
  async handle({ tx, subject: { grants } }) {
    const rows = await dueNotices(tx, grants, await todayOf(tx));
    const clinics = await clinicsByIds(tx, [...new Set(rows.map((row) => row.clinic_id))]);
    return Promise.all(
      rows.map(async (row) => ({
        id: row.id,
        number: row.number,
        path: row.path,
        move: row.move,
        way: row.way,
        attempts: row.attempts,
        madeOn: row.made_on,
        clinic: clinics.get(row.clinic_id) ?? null,
        contact: await openContact(tx, row),
      })),
    );
  },
  audit: () => ({ object: 'assisted-notices' }),
});
