import { defineQuery } from '@otklik/kernel';
import { clinicByCode, clinicsByIds, isOkrug } from '@otklik/registry';
import { listComplaints as input } from '../schema.ts';
import { LISTED_MAX } from '../store/public-filters.ts';
import { publicPage } from '../store/public-list.ts';

/** Published complaints, newest first, by clinic, district, topic, outcome and words. */
export const listComplaints = defineQuery({
  name: 'complaints.list-complaints',
  input,
  policy: () => undefined,
  async handle({ tx, input: { district, ...filters } }) {
    const place = district && (await isOkrug(tx, district)) ? 'okrugId' : 'districtId';
    const clinic = filters.clinic ? await clinicByCode(tx, filters.clinic) : null;
    const { rows, total, more } = await publicPage(tx, {
      ...filters,
      clinicId: clinic?.id,
      [place]: district,
    });
    const clinics = await clinicsByIds(tx, [...new Set(rows.map((row) => row.clinic_id))]);
    return {
      total,
      /** There are more than `total`; nobody counts them for a list. */
      more,
      page: filters.page,
      pages: Math.max(1, Math.ceil(Math.min(total, LISTED_MAX) / filters.limit)),
      clinic,
      complaints: rows.map((row) => ({
        number: row.number,
        path: row.path,
        state: row.state,
        subject: { code: row.subject_code, ru: row.subject_ru, en: row.subject_en },
        clinic: clinics.get(row.clinic_id) ?? null,
        story: row.state === 'withdrawn' ? null : row.story_public,
        zone: row.zone,
        publishedAt: row.published_at!,
        answeredAt: row.answered_at,
        dueAt: row.due_at,
        dueDate: row.due_date,
        late: row.due_at !== null && tx.now > row.due_at,
        demo: row.demo,
      })),
    };
  },
});
