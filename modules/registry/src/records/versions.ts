import { sql, type Selectable } from 'kysely';
import { insertMany, json } from '@otklik/db';
import { canonicalJson, digestOf, type Tx } from '@otklik/kernel';
import { regionIdOf } from './places.ts';
import type { RecordKind, Values } from './spec.ts';
import type { VersionTable } from './tables.ts';

export type VersionRow = Selectable<VersionTable>;
export type Source = VersionRow['source'];
/** What a change does to each field it touches: what it was, what it becomes. */
export type Changes = Readonly<Record<string, readonly [unknown, unknown]>>;

export function changesBetween(before: Values | null, after: Values): Changes {
  const changed: Record<string, [unknown, unknown]> = {};
  for (const [field, value] of Object.entries(after)) {
    const was = before?.[field] ?? null;
    if (canonicalJson(was) !== canonicalJson(value)) changed[field] = [was, value];
  }
  return changed;
}

/** The last version of each record, planned ones too: what the next one follows. */
export async function headsOf(
  tx: Tx,
  kind: RecordKind,
  ids: readonly string[],
): Promise<Map<string, VersionRow>> {
  const rows = await tx.db
    .selectFrom('registry_versions')
    .selectAll()
    .where('region_id', '=', regionIdOf(tx))
    .where('kind', '=', kind)
    .where('object_id', '=', sql<string>`any(${ids}::text[])`)
    .distinctOn(['object_id'])
    .orderBy('object_id')
    .orderBy('version', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.object_id, row]));
}

/** All versions of one record, newest first. */
export const versionsOf = (tx: Tx, kind: RecordKind, id: string): Promise<VersionRow[]> =>
  tx.db
    .selectFrom('registry_versions')
    .selectAll()
    .where('region_id', '=', regionIdOf(tx))
    .where('kind', '=', kind)
    .where('object_id', '=', id)
    .orderBy('version', 'desc')
    .limit(500)
    .execute();

export interface NewVersion {
  readonly id: string;
  readonly before: Values | null;
  readonly after: Values;
}
export interface VersionOrigin {
  readonly source: Source;
  readonly actor: string;
  readonly note?: string | null;
  /** The day the change holds from. */
  readonly on: string;
  /** The fields held from now on, where the change itself decides it: undoing an edit lets its fields go. */
  readonly held?: readonly string[] | undefined;
}

const EVER = '1900-01-01';

/**
 * Writes what became of records, each as its next version. A record that was there before histories were
 * kept gets its earlier state as version 1. Fields changed at the desk are held against later imports.
 */
export async function recordVersions(
  tx: Tx,
  kind: RecordKind,
  written: readonly NewVersion[],
  origin: VersionOrigin,
): Promise<void> {
  if (written.length === 0) return;
  const heads = await headsOf(
    tx,
    kind,
    written.map(({ id }) => id),
  );
  const rows = written.flatMap(({ id, before, after }) => {
    const head = heads.get(id);
    const changes = changesBetween(before, after);
    const was = head?.held ?? [];
    const held =
      origin.held ??
      (origin.source === 'import' || before === null
        ? was
        : [...new Set([...was, ...Object.keys(changes)])].sort());
    const common = { region_id: regionIdOf(tx), kind, object_id: id, note: null, at: tx.now };
    const first =
      !head && before
        ? [
            {
              ...common,
              version: 1,
              state: 'applied' as const,
              source: 'before-history' as const,
              content: before,
              changes: {},
              held: [],
              digest: digestOf([null, before]),
              actor: 'system:before-history',
              valid_from: EVER,
            },
          ]
        : [];
    const previous = head?.digest ?? first[0]?.digest ?? null;
    return [
      ...first,
      {
        ...common,
        version: (head?.version ?? first.length) + 1,
        state: 'applied' as const,
        source: origin.source,
        content: after,
        changes,
        held,
        // Each version seals the one before it: a changed past shows.
        digest: digestOf([previous, after]),
        actor: origin.actor,
        note: origin.note ?? null,
        valid_from: origin.on,
      },
    ];
  });
  await insertMany(tx, 'registry_versions', rows as never);
}

/** A change that waits for its day. */
export async function planVersion(
  tx: Tx,
  kind: RecordKind,
  id: string,
  before: Values,
  changes: Changes,
  origin: VersionOrigin,
): Promise<number> {
  let head = (await headsOf(tx, kind, [id])).get(id);
  if (!head) {
    await recordVersions(tx, kind, [{ id, before: null, after: before }], {
      source: 'before-history',
      actor: 'system:before-history',
      on: EVER,
    });
    head = (await headsOf(tx, kind, [id])).get(id)!;
  }
  const version = head.version + 1;
  await tx.db
    .insertInto('registry_versions')
    .values({
      region_id: regionIdOf(tx),
      kind,
      object_id: id,
      version,
      state: 'planned',
      source: origin.source,
      content: null,
      changes: json(changes),
      held: head.held,
      digest: digestOf([head.digest, changes, origin.on]),
      actor: origin.actor,
      note: origin.note ?? null,
      valid_from: origin.on,
      at: tx.now,
    })
    .execute();
  return version;
}

/** Only what a planned change has come to; everything else of a version stays for ever. */
export async function settlePlanned(
  tx: Tx,
  kind: RecordKind,
  id: string,
  version: number,
  state: 'carried-out' | 'cancelled' | 'failed',
): Promise<boolean> {
  const done = await tx.db
    .updateTable('registry_versions')
    .set({ state })
    .where('region_id', '=', regionIdOf(tx))
    .where('kind', '=', kind)
    .where('object_id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'planned')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
