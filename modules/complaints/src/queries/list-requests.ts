import { defineQuery } from '@otklik/kernel';
import { clinicPlaces } from '@otklik/registry';
import { z } from 'zod';
import { topicsAtHome } from '../store/topics.ts';
import { openRequests, REQUESTS_MAX } from '../store/open-requests.ts';

const input = z.strictObject({
  /** These and no other; the rest of the filters does not count beside them. */
  numbers: z.array(z.string().max(40)).max(REQUESTS_MAX).optional(),
  topics: z.array(z.string().max(200)).max(REQUESTS_MAX).optional(),
  over: z.boolean().optional(),
  /** When it was filed, both ends counted. */
  from: z.date().optional(),
  to: z.date().optional(),
});

/** Published complaints by the time of filing, newest first, at most a thousand: for neighbours' systems. */
export const listRequests = defineQuery({
  name: 'complaints.list-requests',
  input,
  policy: () => undefined,
  async handle({ tx, input: filters }) {
    const rows = await openRequests(tx, filters);
    const atHome = await topicsAtHome(tx);
    const clinics = await clinicPlaces(tx, [...new Set(rows.map((row) => row.clinic_id))]);
    return rows.map((row) => ({
      number: row.number,
      state: row.state,
      over: row.over,
      topic: { code: row.subject_code, ru: row.subject_ru, en: row.subject_en },
      clinic: clinics.get(row.clinic_id) ?? null,
      /** It happened in somebody's home: of the place the public learns the district alone. */
      atHome: atHome.has(row.subject_code),
      zone: row.zone,
      story: row.story,
      /** Of the newest published answer. */
      outcome: row.outcome,
      openedAt: row.opened_at,
      /** The last change that the public could see. */
      changedAt: row.changed_at,
      dueAt: row.due_at,
      dueDate: row.due_date,
      skippedDays: row.skipped ?? [],
      photoId: row.photo_id,
    }));
  },
});
