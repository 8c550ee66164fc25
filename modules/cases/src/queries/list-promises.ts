import { defineQuery } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import { promiseWatcher } from '../policy-promises.ts';
import { listPromises as input } from '../schema-signing.ts';
import { promisesWithin } from '../store/promises.ts';

/** What clinics have promised, for those who keep it and those above them: the earliest date first. */
export const listPromises = defineQuery({
  name: 'cases.list-promises',
  input,
  policy: promiseWatcher,
  async handle({ tx, subject: grants, input: { which, limit } }) {
    const rows = await promisesWithin(tx, grants, which, limit);
    const clinics = await clinicsByIds(tx, [...new Set(rows.map((row) => row.clinic_id))]);
    return {
      which,
      promises: rows.map((row) => ({
        id: row.id,
        number: row.number,
        subject: { ru: row.subject_ru, en: row.subject_en },
        clinic: clinics.get(row.clinic_id) ?? null,
        what: row.hidden_at ? null : row.what,
        owner: row.owner,
        until: row.until,
        state: row.state,
        late: row.late,
        zone: row.zone,
      })),
    };
  },
});
