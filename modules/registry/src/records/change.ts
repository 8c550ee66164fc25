import { sql } from 'kysely';
import { AppError, principalOf, type Actor, type Grant, type Tx } from '@otklik/kernel';
import { todayOf } from '../region-time.ts';
import { isRegionWide, reachesRecord } from './access.ts';
import { regionIdOf } from './places.ts';
import type { LoadedRecord, RecordKind, Values } from './spec.ts';
import { SPECS } from './specs.ts';
import { refuseField } from './typed.ts';
import { changesBetween, headsOf, planVersion, recordVersions, type Source } from './versions.ts';
import '../store/tables.ts';

/** What a command about one record works on: loaded, within reach, and still at the version that was seen. */
export interface Subject {
  readonly grants: readonly Grant[];
  readonly record: LoadedRecord;
}

/** @throws AppError not-found (also for what is out of reach), forbidden for what belongs to the country */
export async function recordFor(
  tx: Tx,
  grants: readonly Grant[],
  kind: RecordKind,
  id: string,
): Promise<LoadedRecord> {
  const [record] = await SPECS[kind].load(tx, [id]);
  if (!record) throw new AppError('not-found', { kind });
  if (record.readonly) throw new AppError('forbidden', { reason: 'national' });
  if (!reachesRecord(grants, record)) throw new AppError('forbidden', { reason: 'out-of-reach' });
  return record;
}

/** @throws AppError changed-meanwhile when another version was written since this one was read */
export async function refuseStale(
  tx: Tx,
  kind: RecordKind,
  id: string,
  seen: number,
): Promise<void> {
  // Two savers of one record go one after the other: the second then sees the first's version.
  const key = `${regionIdOf(tx)} ${kind} ${id}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx.db);
  const now = (await headsOf(tx, kind, [id])).get(id)?.version ?? 0;
  if (now !== seen) throw new AppError('changed-meanwhile', { version: now });
}

export interface Change {
  readonly kind: RecordKind;
  /** Null for a new record. */
  readonly record: LoadedRecord | null;
  readonly values: Values;
  readonly actor: Actor;
  readonly grants: readonly Grant[];
  readonly source: Source;
  /** The day it holds from; today when absent. */
  readonly on?: string | undefined;
  readonly note?: string | undefined;
  /** See `VersionOrigin`. */
  readonly held?: readonly string[] | undefined;
}

export interface Changed {
  readonly id: string;
  readonly outcome: 'added' | 'changed' | 'unchanged' | 'planned';
  readonly fields: readonly string[];
}

/**
 * Writes a change with its version, or keeps it for its day. The past is never rewritten: a day before
 * today is refused.
 * @throws AppError invalid-input, already-exists, unknown-reference, changed-meanwhile
 */
export async function changeRecord(tx: Tx, change: Change): Promise<Changed> {
  const { kind, record, values, actor, source, note } = change;
  const today = await todayOf(tx);
  const on = change.on ?? today;
  if (on < today) throw refuseField('validFrom', 'in-the-past');
  const changes = changesBetween(record?.values ?? null, values);
  const fields = Object.keys(changes);
  if (record && fields.length === 0) return { id: record.id, outcome: 'unchanged', fields };
  const origin = { source, actor: principalOf(actor), note: note ?? null, on, held: change.held };
  if (on > today) {
    if (!record) throw refuseField('validFrom', 'new-begins-today');
    await planVersion(tx, kind, record.id, record.values, changes, origin);
    return { id: record.id, outcome: 'planned', fields };
  }
  const id = await SPECS[kind].write(tx, record?.id ?? null, values);
  const [written] = await SPECS[kind].load(tx, [id]);
  // Nobody makes or moves a record to where they do not reach.
  if (!written || !reachesRecord(change.grants, written))
    throw new AppError('forbidden', { reason: 'out-of-reach' });
  await recordVersions(
    tx,
    kind,
    [{ id, before: record?.values ?? null, after: written.values }],
    origin,
  );
  return { id, outcome: record ? 'changed' : 'added', fields };
}

/** Whether this asker may make new records of the kind at all. */
export const mayCreate = (grants: readonly Grant[], kind: RecordKind): boolean =>
  SPECS[kind].creates && (isRegionWide(grants) || kind === 'object' || kind === 'post');
