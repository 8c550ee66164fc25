import type { Tx } from '@otklik/kernel';
import type { NormTable } from './tables.ts';

/** A legal or service clock as a dated row. */
export interface Norm {
  readonly id: string;
  /** The part of the id after its dot: the same norm in another year. */
  readonly code: string;
  readonly family: string;
  readonly service: string;
  readonly population: string;
  /** Null: the source names none, so no breach may be claimed. */
  readonly limit: number | null;
  readonly unit: string | null;
  readonly startEvent: string | null;
  readonly endEvent: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly region: string;
  readonly source: string | null;
  readonly verified: boolean;
  readonly note: string | null;
}

export interface NormQuestion {
  /** The exact row, or … */
  readonly id?: string;
  /** … the service in the words of the table, or its code (`district-doctor`). */
  readonly service?: string;
  readonly region: string;
  /** Date of the start event, `YYYY-MM-DD`. */
  readonly on: string;
}

/** The norm that holds: the region's own row before the country's, valid on the day. Null when there is none. */
export async function normFor(tx: Tx, question: NormQuestion): Promise<Norm | null> {
  const { id, service, region, on } = question;
  if (id === undefined && service === undefined) return null;
  const country = region.slice(0, 2);
  const row = await tx.db
    .selectFrom('norms')
    .selectAll()
    .where('region', 'in', [country, region])
    .where((is) => is.or([is('valid_from', 'is', null), is('valid_from', '<=', on)]))
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>=', on)]))
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .$if(service !== undefined, (query) =>
      query.where((is) => is.or([is('code', '=', service!), is('service', '=', service!)])),
    )
    .orderBy((get) => get.fn('length', ['region']), 'desc')
    // Of two federal rows the dated one is the newer law.
    .orderBy('valid_from', (order) => order.desc().nullsLast())
    .orderBy('verified', 'desc')
    .orderBy('id')
    .executeTakeFirst();
  return row ? normOf(row) : null;
}

const normOf = (row: { [Key in keyof NormTable]: NormTable[Key] }): Norm => ({
  id: row.id,
  code: row.code,
  family: row.family,
  service: row.service,
  population: row.population,
  limit: row.limit_value,
  unit: row.unit,
  startEvent: row.start_event,
  endEvent: row.end_event,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  region: row.region,
  source: row.source,
  verified: row.verified,
  note: row.note,
});
