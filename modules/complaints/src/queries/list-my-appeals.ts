import { AppError, defineQuery } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import { z } from 'zod';
import { loneHome } from '../appeal-home.ts';
import { loneAppealsOf } from '../store/lone-appeals.ts';

/** The signed-in person's appeals that stand by themselves, the newest first. */
export const listMyAppeals = defineQuery({
  name: 'complaints.list-my-appeals',
  input: z.strictObject({}),
  policy({ actor }) {
    if (actor.kind !== 'person') throw new AppError('sign-in-required');
    return actor.personId;
  },
  async handle({ tx, subject: personId }) {
    const appeals = await loneAppealsOf(tx, personId);
    const homes = appeals.map((appeal) => ({ appeal, row: loneHome(tx, appeal) }));
    const clinics = await clinicsByIds(tx, [...new Set(homes.map(({ row }) => row.clinic_id))]);
    return homes.map(({ appeal, row }) => ({
      number: row.number,
      path: row.path,
      state: appeal.state,
      subject: { ru: row.subject_ru, en: row.subject_en },
      clinic: clinics.get(row.clinic_id) ?? null,
      zone: row.zone,
      filedAt: appeal.filed_at,
      dueAt: appeal.due_at,
    }));
  },
});
