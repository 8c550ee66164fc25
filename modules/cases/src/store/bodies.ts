import type { Selectable } from 'kysely';
import { AppError, regionOf, type Tx } from '@otklik/kernel';
import type { z } from 'zod';
import type { receivingBody } from '../schema-lifecycle.ts';
import type { CaseRow } from './cases.ts';
import type { ReceivingBodyTable } from './tables.ts';

export type BodyRow = Selectable<ReceivingBodyTable>;

const region = (tx: Tx): string => regionOf(tx.scope)!;

/** The bodies that a case may be sent to: never the organisation that it is about. */
export const bodiesFor = (
  tx: Tx,
  { organisation_id }: Pick<CaseRow, 'organisation_id'>,
): Promise<BodyRow[]> =>
  tx.db
    .selectFrom('receiving_bodies')
    .selectAll()
    .where('region_id', '=', region(tx))
    .$if(organisation_id !== null, (q) =>
      q.where((eb) =>
        eb.or([eb('organisation_id', 'is', null), eb('organisation_id', '<>', organisation_id)]),
      ),
    )
    .orderBy('position')
    .execute();

/** One of them. @throws AppError unknown-reference, also for the body that the case is about */
export async function bodyFor(tx: Tx, row: CaseRow, code: string): Promise<BodyRow> {
  const found = (await bodiesFor(tx, row)).find((body) => body.code === code);
  if (!found) throw new AppError('unknown-reference', { what: 'body' });
  return found;
}

export async function putBody(tx: Tx, body: z.output<typeof receivingBody>): Promise<void> {
  const { code, organisation, ...rest } = body;
  const columns = { ...rest, organisation_id: organisation };
  await tx.db
    .insertInto('receiving_bodies')
    .values({ region_id: region(tx), code, ...columns })
    .onConflict((conflict) => conflict.columns(['region_id', 'code']).doUpdateSet(columns))
    .execute();
}
