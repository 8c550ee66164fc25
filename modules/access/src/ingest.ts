import { AppError, principalOf, type Actor, type Tx } from '@otklik/kernel';
import type { z } from 'zod';
import { csvRows } from './csv-rows.ts';
import { judgeRows, type Known } from './judge-rows.ts';
import { FaultCount, SHRINK_share_max, type GoodSlot } from './model.ts';
import { ROWS_MAX, type pushSlots } from './schema.ts';
import { applySlots, closeVanished, countMissing, type Told } from './store/apply.ts';
import { goOnUnderOldNames } from './store/slot-names.ts';
import { keepFaults, lockSource, setSource, type SourceRow } from './store/sources.ts';
import { clinicIds, specialtyCodes } from './store/specialties.ts';
import { groupsOfSource, recompute, wakeDue } from './store/waits.ts';

export type Feed = z.output<typeof pushSlots>;

/** `same`: that number was taken before, nothing is written. `send-full`: a number is missing. */
export interface Taken {
  readonly outcome: 'taken' | 'same' | 'send-full';
  readonly seq: number;
  readonly rows: number;
  readonly changed: number;
  readonly waits: number;
  readonly faults: Readonly<Record<string, number>>;
}

/** @throws AppError invalid-input */
function rowsOf({ format, slots }: Feed): readonly unknown[] {
  let rows: unknown;
  try {
    rows = format === 'csv' ? csvRows(slots) : JSON.parse(slots);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('invalid-input', { reason: 'not-json' });
  }
  if (!Array.isArray(rows)) throw new AppError('invalid-input', { reason: 'not-a-list' });
  if (rows.length > ROWS_MAX)
    throw new AppError('invalid-input', { reason: 'too-many-rows', maximum: ROWS_MAX });
  return rows;
}

/** The key that spoke first holds the source; the installation itself may always speak. */
export function holder(actor: Actor, source: SourceRow): string | null {
  if (actor.kind === 'system') return source.held_by;
  const principal = principalOf(actor);
  if (source.held_by !== null && source.held_by !== principal) throw new AppError('forbidden');
  return principal;
}

/** The source's own clock: one that is ahead of ours or went back is counted, and never changes when we knew. */
function judgeClock(tx: Tx, feed: Feed, source: SourceRow, faults: FaultCount): Date {
  const at = new Date(feed.at);
  if (source.feed_at && at < source.feed_at) faults.add('clock-back');
  if (at <= tx.now) return at;
  faults.add('clock-ahead');
  return tx.now;
}

/**
 * Takes one feed in the caller's transaction: lock, compare, write what differs, log it, measure only the groups
 * that it touched.
 *
 * @param mayGoOn which slots that are not named may go on under a new id; a whole list says so by itself
 * @throws AppError not-found, forbidden, invalid-input
 */
export async function takeFeed(
  tx: Tx,
  actor: Actor,
  feed: Feed,
  mayGoOn: ((slot: string) => boolean) | null = null,
): Promise<Taken> {
  const source = await lockSource(tx, feed.source);
  // A publication is asked for; nobody else speaks in its place.
  if (source.kind === 'smart' && actor.kind !== 'system') throw new AppError('forbidden');
  const principal = holder(actor, source);
  const faults = new FaultCount();
  const refused = async (outcome: 'same' | 'send-full'): Promise<Taken> => {
    faults.add(outcome === 'same' ? 'sequence-repeat' : 'sequence-gap');
    await keepFaults(tx, source.id, faults);
    return { outcome, seq: source.seq, rows: 0, changed: 0, waits: 0, faults: faults.toJSON() };
  };
  if (feed.seq <= source.seq) return refused('same');
  if (feed.mode === 'DIFF' && feed.seq !== source.seq + 1) return refused('send-full');
  const rows = rowsOf(feed);
  const clinics = await clinicIds(tx);
  const known: Known = {
    clinics,
    specialties: await specialtyCodes(tx),
    doctors: source.doctors && new Set(source.doctors),
    now: tx.now,
  };
  const judged = judgeRows(rows, known, faults);
  const slots = await goOnUnderOldNames(tx, source.id, judged, {
    mayGoOn: feed.mode === 'FULL' ? () => true : mayGoOn,
    faults,
  });
  const told: Told = {
    sourceId: source.id,
    seq: feed.seq,
    at: judgeClock(tx, feed, source, faults),
  };
  await wakeDue(tx);
  const parts = [await applySlots(tx, told, slots)];
  const whole = await missing(tx, feed, { source, told, clinics, slots, faults, rows });
  if (whole.closed) parts.push(whole.closed);
  await setSource(tx, source.id, {
    seq: feed.seq,
    feed_at: new Date(feed.at),
    last_ok: tx.now,
    held_by: principal,
    silent: false,
    shrunk: whole.shrunk,
  });
  const dirty = parts.flatMap((part) => part.dirty.map((group) => ({ ...group, at: tx.now })));
  if (source.silent) dirty.push(...(await groupsOfSource(tx, source.id, tx.now)));
  const unique = [...new Map(dirty.map((group) => [JSON.stringify(group), group])).values()];
  const { changes, covered } = await recompute(tx, unique, source.id);
  faults.add('covered-by-other', null, covered);
  await keepFaults(tx, source.id, faults);
  return {
    outcome: 'taken',
    seq: feed.seq,
    rows: rows.length,
    changed: parts.reduce((sum, { changed }) => sum + changed, 0),
    waits: changes,
    faults: faults.toJSON(),
  };
}

interface Whole {
  readonly source: SourceRow;
  readonly told: Told;
  readonly clinics: ReadonlyMap<string, string>;
  readonly slots: readonly GoodSlot[];
  readonly faults: FaultCount;
  readonly rows: readonly unknown[];
}

/** What a whole list does not name any more; one that lost most of what it had waits for a second one. */
async function missing(tx: Tx, { mode, covers }: Feed, whole: Whole) {
  const { source, told, clinics, slots, faults, rows } = whole;
  if (mode === 'DIFF') return { shrunk: source.shrunk, closed: null };
  const ids = covers.flatMap((code) => clinics.get(code) ?? []);
  // A row that was refused still names its slot: a fault of one column closes no place.
  const refused = rows.flatMap((row) => {
    const id = (row as { id?: unknown } | null)?.id;
    return typeof id === 'string' ? [id] : [];
  });
  const named = [...new Set([...slots.map(({ slot }) => slot), ...refused])];
  const { living, missing: gone } = await countMissing(tx, source.id, ids, named);
  if (gone > living * SHRINK_share_max && !source.shrunk) {
    faults.add('shrunk', null, gone);
    return { shrunk: true, closed: null };
  }
  return { shrunk: false, closed: await closeVanished(tx, told, ids, named) };
}
