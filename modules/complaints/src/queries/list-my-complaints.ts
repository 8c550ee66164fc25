import { AppError, defineQuery, type Context } from '@otklik/kernel';
import {
  casesOfAuthor,
  dueTerms,
  regionId,
  timeLeft,
  type CaseRow,
  type DueTerm,
} from '@otklik/cases';
import { calendarOf, clinicsByIds } from '@otklik/registry';
import { z } from 'zod';

const input = z.strictObject({});

const leftOf = (
  { due_at, zone }: CaseRow,
  { dueUnit, dueHours }: DueTerm,
  now: Date,
  calendar: Parameters<typeof timeLeft>[2],
) => timeLeft({ dueAt: due_at, dueUnit, zone, schedule: dueHours }, now, calendar);

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
    const termOf = await dueTerms(tx, rows);
    const { calendar } = await calendarOf(tx, regionId(tx));
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
      /** As the desk reckons it: in the unit of the term, in working time where it fills that. */
      left: leftOf(row, termOf(row), tx.now, calendar),
      late: row.due_at !== null && tx.now > row.due_at,
    }));
  },
});
