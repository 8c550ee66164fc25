import { defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { CATCHMENT_COLUMNS } from '../columns.ts';
import { streetOf } from '../model/address.ts';
import { AGES, type Ages } from '../model/admission.ts';
import { housesOf } from '../model/houses.ts';
import { linesOf } from '../model/read-table.ts';
import type { SetReport } from '../model/report.ts';
import { regionAdministrator } from '../policy.ts';
import { catchmentRow, putCatchments as input } from '../schema.ts';
import { putSets, type NewCatchment } from '../store/catchments.ts';
import { clinicIds } from '../store/region.ts';

/**
 * Takes which houses belong to which clinic. A file holds whole sets: what it says of a clinic takes the place of what
 * was known of it, from a day on. A clinic of which some line is wrong keeps what it had, because half a set would lose
 * houses without a word.
 * @throws AppError invalid-input for what is no such table
 */
export const putCatchments = defineCommand({
  name: 'attachment.put-catchments',
  input,
  policy: regionAdministrator,
  async handle({ tx, input: { table, from, check } }): Promise<SetReport> {
    const clinics = await clinicIds(tx);
    const { good, faults, wrong, rows } = linesOf(CATCHMENT_COLUMNS, catchmentRow, table);
    const read: { readonly code: string; readonly rows: readonly NewCatchment[] }[] = [];
    for (const { line, row } of good) {
      const clinic_id = clinics.get(row.clinic);
      const houses = housesOf(row.houses);
      if (!clinic_id || !houses) {
        const [code, field] = clinic_id ? ['invalid', 'houses'] : ['unknown-place', 'clinic'];
        faults.push({ line, code: code!, fields: [field!] });
        wrong.add(row.clinic);
        continue;
      }
      const { words: street_words, kind: street_kind } = streetOf(row.street);
      const { town, street } = row;
      const facts = { clinic_id, town, street, street_words, street_kind, houses };
      const ages: readonly Ages[] = row.ages === 'both' ? AGES : [row.ages];
      read.push({ code: row.clinic, rows: ages.map((one) => ({ ...facts, ages: one })) });
    }
    // A line that cannot be read may be anybody's.
    const kept = read.filter(({ code }) => !wrong.has(null) && !wrong.has(code));
    const told = kept.flatMap((one) => one.rows);
    const sets = new Map(
      told.map(({ clinic_id, ages }) => [`${clinic_id} ${ages}`, { clinic_id, ages }]),
    );
    if (!check) await putSets(tx, from ?? (await todayOf(tx)), [...sets.values()], told);
    faults.sort((a, b) => a.line - b.line);
    return {
      rows,
      taken: kept.length,
      clinics: new Set(kept.map(({ code }) => code)).size,
      faults,
      left: leftOf(read, kept, wrong).filter((code) => clinics.has(code)),
    };
  },
  audit: ({ input: { check }, output: { taken, rows } }) => ({
    object: 'catchments',
    after: `${check ? 'checked' : 'taken'} ${taken} of ${rows}`,
  }),
});

const leftOf = (
  read: readonly { readonly code: string }[],
  kept: readonly { readonly code: string }[],
  wrong: ReadonlySet<string | null>,
): string[] => {
  const taken = new Set(kept.map(({ code }) => code));
  const named = [...read.map(({ code }) => code), ...wrong].filter((code) => code !== null);
  return [...new Set(named)].filter((code) => !taken.has(code)).sort();
};
