import { defineQuery } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import { listTakeDowns as input } from '../schema-take-downs.ts';
import { countTakeDowns, newestTakeDowns } from '../store/take-downs.ts';
import { publicTakeDown } from '../taken.ts';

/** The ledger of what was taken down, newest first; public, and the same for everybody. */
export const listTakeDowns = defineQuery({
  name: 'complaints.list-take-downs',
  input,
  policy: () => undefined,
  async handle({ tx, input: asked }) {
    const rows = await newestTakeDowns(tx, asked);
    const clinics = await clinicsByIds(tx, [...new Set(rows.map((row) => row.clinic_id))]);
    const total = await countTakeDowns(tx, asked);
    return {
      total,
      page: asked.page,
      pages: Math.max(1, Math.ceil(total / asked.limit)),
      rows: rows.map((row) => {
        const clinic = clinics.get(row.clinic_id);
        // A case that its author took back within minutes has left no public page.
        const isPublic = row.published_at !== null;
        return {
          ...publicTakeDown(row),
          number: isPublic ? row.number : null,
          path: isPublic ? row.path : null,
          clinic: clinic
            ? { code: clinic.code, nameRu: clinic.nameRu, nameEn: clinic.nameEn }
            : null,
        };
      }),
    };
  },
});
