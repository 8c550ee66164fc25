import { AppError, defineQuery, type Context } from '@otklik/kernel';
import { casesOfAuthor } from '@otklik/cases';
import { clinicsByIds } from '@otklik/registry';
import { z } from 'zod';

const input = z.strictObject({});

/** The signed-in person's own cases, newest first. */
export const listMyComplaints = defineQuery({
  name: 'complaints.list-my-complaints',
  input,
  policy({ actor }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'person') throw new AppError('sign-in-required');
    return actor.personId;
  },
  async handle({ tx, subject: personId }) {
    const rows = await casesOfAuthor(tx, personId, 200);
    const clinics = await clinicsByIds(tx, [...new Set(rows.map((row) => row.clinic_id))]);
    return rows.map((row) => ({
      number: row.number,
      path: row.path,
      state: row.state,
      stateSince: row.state_since,
      subject: { code: row.subject_code, ru: row.subject_ru, en: row.subject_en },
      clinic: clinics.get(row.clinic_id) ?? null,
      zone: row.zone,
      openedAt: row.opened_at,
      dueAt: row.due_at,
      dueDate: row.due_date,
      dueStage: row.due_stage,
      late: row.due_at !== null && tx.now > row.due_at,
    }));
  },
});
