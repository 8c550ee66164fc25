import { createHash } from 'node:crypto';
import {
  locationFrom,
  roleFrom,
  scheduleFrom,
  slotFrom,
  type LocationEssence,
  type ScheduleEssence,
} from '../fhir/essence.ts';
import { rowOf, type Names, type Row } from '../fhir/rows.ts';
import type { FaultCount } from '../model.ts';
import { ROWS_at_once } from './limits.ts';
import { linesOf } from './lines.ts';
import type { FileType } from './publication.ts';

/** What of other files is needed. */
export interface Surroundings {
  readonly locations?: readonly LocationEssence[];
  readonly schedules?: readonly ScheduleEssence[];
  readonly roles?: readonly (readonly [string, string])[];
}

export interface Reading {
  readonly type: FileType;
  readonly lines_max: number;
  readonly around: {
    readonly locations: ReadonlyMap<string, LocationEssence>;
    readonly schedules: ReadonlyMap<string, ScheduleEssence>;
    readonly roles: ReadonlyMap<string, string>;
  };
  readonly names: Names;
  readonly faults: FaultCount;
  readonly take: (rows: readonly Row[]) => Promise<void>;
}

export interface ReadFile {
  readonly lines: number;
  /** To the last byte, and the last line is one. */
  readonly complete: boolean;
  readonly failure: unknown;
  /** A line could not be read at all: any slot may have stood there. */
  readonly blind: boolean;
  /** Schedules of which a line could not be taken. */
  readonly held: ReadonlySet<string>;
  /** Ids of the rows. */
  readonly names: readonly string[];
  readonly kept: readonly unknown[];
  readonly hash: string | null;
}

type Json = Readonly<Record<string, unknown>>;

function objectIn(text: string | null): Json | null {
  if (text === null) return null;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? (read as Json)
      : null;
  } catch {
    return null;
  }
}

/** Reads one file line by line, and hands rows on as they come: no more of it is held than they need. */
export async function readFile(
  body: AsyncIterable<Uint8Array>,
  { type, lines_max, around, names: own, faults, take }: Reading,
): Promise<ReadFile> {
  const state = { lines: 0, blind: false, broken_end: false, failure: null as unknown };
  const [held, kept] = [new Set<string>(), [] as unknown[]];
  const names = new NameGiver();
  const hash = createHash('sha256');
  let rows: Row[] = [];
  const readLine = (resource: Json): void => {
    // Types nobody asked for are left out without a word.
    if (resource['resourceType'] !== type) return;
    if (type !== 'Slot') {
      const essence =
        type === 'Location'
          ? locationFrom(resource)
          : type === 'Schedule'
            ? scheduleFrom(resource, around.roles)
            : roleFrom(resource);
      if (essence) kept.push(essence);
      else if (type !== 'PractitionerRole') faults.add('unreadable-line');
      return;
    }
    const slot = slotFrom(resource);
    const row = slot && rowOf(slot, around, own, faults);
    if (!slot) {
      state.blind = true;
      faults.add('unreadable-line');
    } else if (!row) held.add(slot.schedule);
    else rows.push({ ...row, id: names.give(String(row['id']), slot.id ?? '') });
  };
  try {
    for await (const { text, last } of linesOf(counted(body, hash), lines_max)) {
      state.lines += 1;
      const resource = objectIn(text);
      if (resource) readLine(resource);
      else {
        faults.add('unreadable-line');
        state.blind = true;
        state.broken_end = last;
      }
      if (rows.length >= ROWS_at_once) {
        await take(rows);
        rows = [];
      }
    }
  } catch (error) {
    state.failure = error;
  }
  if (rows.length > 0) await take(rows);
  // A last line that is none, without its end: the file was cut where it was written.
  if (state.broken_end && state.failure === null) faults.add('cut-short');
  const complete = state.failure === null && !state.broken_end;
  return {
    lines: state.lines,
    complete,
    failure: state.failure,
    blind: state.blind,
    held,
    names: names.given,
    kept,
    hash: complete ? hash.digest('base64') : null,
  };
}

async function* counted(
  body: AsyncIterable<Uint8Array>,
  hash: { update: (piece: Uint8Array) => unknown },
) {
  for await (const piece of body) {
    hash.update(piece);
    yield piece;
  }
}

/**
 * Two slots of one schedule at one time are two, told apart by their place in the file; one told twice is one. One id
 * for every slot of a schedule is no repetition.
 */
class NameGiver {
  readonly given: string[] = [];
  readonly #ids = new Map<string, string[]>();

  give(key: string, id: string): string {
    const ids = this.#ids.get(key);
    if (!ids) {
      this.#ids.set(key, [id]);
      this.given.push(key);
      return key;
    }
    let at = ids.indexOf(id);
    if (at < 0) {
      at = ids.length;
      ids.push(id);
      this.given.push(`${key}#${at + 1}`);
    }
    return at === 0 ? key : `${key}#${at + 1}`;
  }
}
