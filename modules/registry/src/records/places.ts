import { AppError, regionOf, type Tx } from '@otklik/kernel';
import type { Place, Value } from './spec.ts';
import '../store/tables.ts';

/** The region of the transaction. @throws AppError internal in a scope that has none */
export function regionIdOf(tx: Tx): string {
  const region = regionOf(tx.scope);
  if (region === null) throw new AppError('internal', { reason: 'scope' });
  return region;
}

/** Where clinics stand, by their ids. */
export async function placesOfClinics(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, Place & { readonly code: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('clinics')
    .select(['id', 'code', 'district_id', 'okrug_id', 'organisation_id'])
    .where('region_id', '=', regionIdOf(tx))
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        code: row.code,
        clinicId: row.id,
        districtId: row.district_id,
        okrugId: row.okrug_id,
        organisationId: row.organisation_id,
      },
    ]),
  );
}

/** The id behind a code that a form or a file named. @throws AppError unknown-reference */
export async function idByCode(
  tx: Tx,
  table: 'clinics' | 'doctors',
  code: Value | undefined,
  field: string,
): Promise<string> {
  const row = await tx.db
    .selectFrom(table)
    .select('id')
    .where('region_id', '=', regionIdOf(tx))
    .where('code', '=', String(code ?? ''))
    .executeTakeFirst();
  if (!row) throw new AppError('unknown-reference', { field });
  return row.id;
}

export const textOrNull = (value: Value | undefined): string | null =>
  value === null || value === undefined || value === '' ? null : String(value);
