import { defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { ADMISSION_COLUMNS } from '../columns.ts';
import { AGES } from '../model/admission.ts';
import { linesOf } from '../model/read-table.ts';
import type { SetReport } from '../model/report.ts';
import { regionAdministrator } from '../policy.ts';
import { admissionRow, putAdmissions as input } from '../schema.ts';
import { writeAdmissions, type NewAdmission } from '../store/admissions.ts';
import { clinicIds } from '../store/region.ts';

/**
 * Takes what the region says of its clinics: who may attach, who is seen without, who by referral alone. Each line
 * holds from its own day; clinics that the file does not name stay as they were.
 * @throws AppError invalid-input for what is no such table
 */
export const putAdmissions = defineCommand({
  name: 'attachment.put-admissions',
  input,
  policy: regionAdministrator,
  async handle({ tx, input: { table, check } }): Promise<SetReport> {
    const today = await todayOf(tx);
    const clinics = await clinicIds(tx);
    const { good, faults, rows } = linesOf(ADMISSION_COLUMNS, admissionRow, table);
    // Of two lines about one clinic, ages and day the last counts, as the person who wrote it would think.
    const kept = new Map<string, NewAdmission>();
    let taken = 0;
    for (const { line, row } of good) {
      const clinic_id = clinics.get(row.clinic);
      if (!clinic_id) {
        faults.push({ line, code: 'unknown-place', fields: ['clinic'] });
        continue;
      }
      taken += 1;
      const { clinic: _code, ages, ...rest } = row;
      const told_on = row.told_on ?? today;
      const valid_from = row.valid_from ?? told_on;
      for (const one of ages === 'both' ? AGES : [ages])
        kept.set(`${clinic_id} ${one} ${valid_from}`, {
          ...rest,
          clinic_id,
          ages: one,
          told_on,
          valid_from,
        });
    }
    if (!check) await writeAdmissions(tx, [...kept.values()]);
    const named = new Set([...kept.values()].map(({ clinic_id }) => clinic_id));
    faults.sort((a, b) => a.line - b.line);
    return { rows, taken, clinics: named.size, faults, left: [] };
  },
  audit: ({ input: { check }, output: { taken, rows } }) => ({
    object: 'clinic-admissions',
    after: `${check ? 'checked' : 'taken'} ${taken} of ${rows}`,
  }),
});
