import { sql, type Selectable } from 'kysely';
import { newId, type Tx } from '@otklik/kernel';
import type { SourceFileTable } from './intake-tables.ts';
import { regionId } from './sources.ts';

export type SourceFile = Selectable<SourceFileTable>;

export const filesOf = (tx: Tx, sourceIds: readonly string[]): Promise<SourceFile[]> =>
  sourceIds.length === 0
    ? Promise.resolve([])
    : tx.db
        .selectFrom('access_source_files')
        .selectAll()
        .where('region_id', '=', regionId(tx))
        .where('source_id', 'in', [...sourceIds])
        .execute();

/** The file of this address, made when it is new. @returns its id */
export async function fileId(tx: Tx, sourceId: string, url: string, type: string): Promise<string> {
  const row = await tx.db
    .insertInto('access_source_files')
    .values({
      region_id: regionId(tx),
      source_id: sourceId,
      id: newId(),
      url,
      type,
      etag: null,
      last_modified: null,
      fresh_until: null,
      hash: null,
      kept: null,
      taken_at: null,
    })
    .onConflict((on) => on.constraint('one_access_file_per_url').doUpdateSet({ type }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export const setFile = (
  tx: Tx,
  sourceId: string,
  id: string,
  change: Partial<Omit<SourceFile, 'kept'>> & { readonly kept?: string },
): Promise<unknown> =>
  tx.db
    .updateTable('access_source_files')
    .set(change)
    .where('region_id', '=', regionId(tx))
    .where('source_id', '=', sourceId)
    .where('id', '=', id)
    .execute();

/** Which file told these slots; rows that are as they were are not written. */
export async function markFile(
  tx: Tx,
  sourceId: string,
  id: string,
  slots: readonly string[],
): Promise<void> {
  if (slots.length === 0) return;
  await sql`insert into access_slot_files (region_id, source_id, slot, file_id)
    select distinct ${regionId(tx)}, ${sourceId}::uuid, coalesce(a.slot, n.slot), ${id}::uuid
    from unnest(${slots as string[]}::text[]) as n(slot)
    left join access_slot_names a on a.region_id = ${regionId(tx)} and a.source_id = ${sourceId}::uuid
      and a.told = n.slot
    on conflict (region_id, source_id, slot) do update set file_id = excluded.file_id
      where access_slot_files.file_id <> excluded.file_id`.execute(tx.db);
}

/** Living slots to come that a file told and does not name any more, and how many it had. */
export async function goneFrom(
  tx: Tx,
  sourceId: string,
  id: string,
  named: readonly string[],
): Promise<{ readonly living: number; readonly gone: readonly string[] }> {
  const { rows } = await sql<{ slot: string; named: boolean }>`
    select f.slot, n.slot is not null as named
    from access_slot_files f
    join access_slots s on s.region_id = f.region_id and s.source_id = f.source_id and s.slot = f.slot
    left join (select distinct coalesce(a.slot, t.slot) as slot from unnest(${named as string[]}::text[]) as t(slot)
      left join access_slot_names a on a.region_id = ${regionId(tx)} and a.source_id = ${sourceId}::uuid
        and a.told = t.slot) n on n.slot = f.slot
    where f.region_id = ${regionId(tx)} and f.source_id = ${sourceId}::uuid and f.file_id = ${id}::uuid
      and s.start_at >= ${tx.now} and s.status <> 'vanished'`.execute(tx.db);
  return { living: rows.length, gone: rows.filter((row) => !row.named).map(({ slot }) => slot) };
}

/** A file that is published no more, with what it told. */
export async function forgetFile(tx: Tx, sourceId: string, id: string): Promise<void> {
  for (const [table, column] of [
    ['access_slot_files', 'file_id'],
    ['access_source_files', 'id'],
  ] as const)
    await sql`delete from ${sql.table(table)} where region_id = ${regionId(tx)}
      and source_id = ${sourceId}::uuid and ${sql.ref(column)} = ${id}::uuid`.execute(tx.db);
}

/** After an edit of its addresses or names everything is asked for anew. */
export const forgetValidators = (tx: Tx, sourceId: string): Promise<unknown> =>
  tx.db
    .updateTable('access_source_files')
    .set({ etag: null, last_modified: null, fresh_until: null, hash: null })
    .where('region_id', '=', regionId(tx))
    .where('source_id', '=', sourceId)
    .execute();
