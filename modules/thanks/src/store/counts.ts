import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import './tables.ts';

/** A place of the statistics: a clinic, a district or an okrug, or the whole region. */
export interface CountedPlace {
  readonly clinicId?: string | undefined;
  readonly district?: string | undefined;
}

/** Published thanks by the month (`YYYY-MM`, UTC) of publication, the earliest first. */
export const publishedByMonth = (
  tx: Tx,
  { clinicId, district }: CountedPlace,
): Promise<{ month: string; count: number }[]> =>
  tx.db
    .selectFrom('thanks')
    .select((eb) => [
      sql<string>`to_char(published_at at time zone 'UTC', 'YYYY-MM')`.as('month'),
      eb.fn.countAll<number>().as('count'),
    ])
    .where('region_id', '=', regionId(tx))
    .where('published_at', 'is not', null)
    .where('text_public', 'is not', null)
    .$if(clinicId !== undefined, (q) => q.where('clinic_id', '=', clinicId!))
    .$if(district !== undefined, (q) =>
      q.where((eb) => eb.or([eb('district_id', '=', district!), eb('okrug_id', '=', district!)])),
    )
    .groupBy('month')
    .orderBy('month')
    .execute();
