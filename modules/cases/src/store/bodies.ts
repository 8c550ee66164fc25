import type { Selectable } from 'kysely';
import { json } from '@otklik/db';
import { AppError, regionOf, type Tx } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
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
    .where('closed', '=', false)
    .$if(organisation_id !== null, (q) =>
      q.where((eb) =>
        eb.or([eb('organisation_id', 'is', null), eb('organisation_id', '<>', organisation_id)]),
      ),
    )
    .orderBy('position')
    .execute();

/** One of them. @throws AppError unknown-reference, also for the body that the case is about */
export async function bodyFor(
  tx: Tx,
  row: Pick<CaseRow, 'organisation_id'>,
  code: string,
): Promise<BodyRow> {
  const found = (await bodiesFor(tx, row)).find((body) => body.code === code);
  if (!found) throw new AppError('unknown-reference', { what: 'body' });
  return found;
}

/** Every body of the region, the closed ones too. */
export const allBodies = (tx: Tx): Promise<BodyRow[]> =>
  tx.db
    .selectFrom('receiving_bodies')
    .selectAll()
    .where('region_id', '=', region(tx))
    .orderBy('position')
    .orderBy('code')
    .execute();

/** One body by its code. @throws AppError unknown-reference */
export async function bodyByCode(tx: Tx, code: string): Promise<BodyRow> {
  const found = (await allBodies(tx)).find((body) => body.code === code);
  if (!found) throw new AppError('unknown-reference', { what: 'body' });
  return found;
}

/** What everybody may know of a body. */
export async function publicBody(tx: Tx, code: string) {
  const found = (await allBodies(tx)).find((body) => body.code === code);
  return found ? { code, ru: found.name_ru, en: found.name_en, url: found.url } : null;
}

type Body = z.output<typeof receivingBody>;

/** Writes a body's next version; a new one's first. @returns the version */
export async function putBody(
  tx: Tx,
  body: Body,
  how: { readonly by: string; readonly note: string | null },
): Promise<number> {
  const { code, organisation, email, closed, ...rest } = body;
  const before = await tx.db
    .selectFrom('receiving_bodies')
    .selectAll()
    .where('region_id', '=', region(tx))
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst();
  const version = (before?.version ?? 0) + 1;
  const columns = {
    ...rest,
    organisation_id: organisation,
    version,
    closed: closed ?? before?.closed ?? false,
    // A file that says nothing of an address takes none away.
    contact_id:
      email === undefined
        ? (before?.contact_id ?? null)
        : email === null
          ? null
          : await contactFor(tx, { email, locale: 'ru' }),
  };
  await tx.db
    .insertInto('receiving_bodies')
    .values({ region_id: region(tx), code, ...columns })
    .onConflict((conflict) => conflict.columns(['region_id', 'code']).doUpdateSet(columns))
    .execute();
  const { contact_id, ...said } = columns;
  await tx.db
    .insertInto('receiving_body_versions')
    .values({
      region_id: region(tx),
      code,
      version,
      content: json({ ...said, notice: contact_id !== null }),
      changed_by: how.by,
      changed_at: tx.now,
      note: how.note,
    })
    .execute();
  return version;
}

/** How a body came to be as it is, the newest version first. */
export const bodyVersions = (tx: Tx, code: string) =>
  tx.db
    .selectFrom('receiving_body_versions')
    .selectAll()
    .where('region_id', '=', region(tx))
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(100)
    .execute();
