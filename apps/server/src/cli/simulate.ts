import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { playDay, type DayQuestion } from '../simulate/day.ts';
import { DoorRefused, PushDoor } from '../simulate/door.ts';
import { hearStop, StopAsked, type Stopping } from './stop-signal.ts';

const USAGE =
  'simulate --url URL (--key KEY | --key-file FILE) --clinics CODE,CODE … [--source CODE] [--specialties LIST] [--speed 60] [--seed 2026] [--day YYYY-MM-DD]';
const LIST_max = 200;
const SPEED_max = 100_000;
const SAY_every_minutes = 60;

class Misused extends Error {
  override readonly name = 'Misused';
}

interface Asked extends DayQuestion {
  readonly url: string;
  readonly key: string;
  readonly source: string;
  /** Simulated seconds in one of ours. */
  readonly speed: number;
}

async function read(args: readonly string[]): Promise<Asked> {
  const text = { type: 'string' } as const;
  const names = [
    'url',
    'key',
    'key-file',
    'source',
    'clinics',
    'specialties',
    'speed',
    'seed',
    'day',
  ];
  let values: Record<string, string | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(names.map((name) => [name, text])),
    }) as { values: Record<string, string | undefined> });
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : USAGE);
  }
  const url = values['url'] ?? '';
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new Misused('--url is the address of an installation, like http://localhost:8080.');
  const file = values['key-file'];
  const told = file ? await readFile(file, 'utf8').catch(() => null) : values['key'];
  if (told === null) throw new Misused(`--key-file: ${file} cannot be read.`);
  // A key is one word of plain letters: anything else would break the header it goes in.
  const key = (told ?? '').trim();
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new Misused('--key or --key-file gives the key of the source.');
  const number = (name: string, plain: number, least: number, most: number): number => {
    const given = values[name] ?? String(plain);
    const read = Number(given);
    if (!/^\d+(\.\d+)?$/.test(given) || read < least || read > most)
      throw new Misused(`--${name} takes a number from ${least} to ${most}.`);
    return read;
  };
  const list = (name: string, plain: string): string[] => {
    const found = (values[name] ?? plain)
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
    if (found.length === 0 || found.length > LIST_max)
      throw new Misused(`--${name} takes 1 to ${LIST_max} codes with commas between them.`);
    return [...new Set(found)];
  };
  const day = values['day'] ?? new Date().toISOString().slice(0, 10);
  const instant = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== day)
    throw new Misused('--day is a date like 2026-11-23.');
  return {
    url,
    key,
    day,
    source: values['source'] ?? 'simulated',
    clinics: list('clinics', ''),
    specialties: list('specialties', 'therapist,surgeon,ophthalmologist'),
    speed: number('speed', 60, 0.1, SPEED_max),
    seed: Math.trunc(number('seed', 2026, 0, 99_999_999)),
  };
}

/** What was done so far; faults by their codes. */
interface Sums {
  minute: number;
  feeds: number;
  changed: number;
  waits: number;
  readonly faults: Map<string, number>;
}

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Plays one day of a booking system against the push API of an installation, faster than it passes. */
export async function simulate(options: {
  args: readonly string[];
  out: (line: string) => void;
  stopping?: Stopping;
}): Promise<number> {
  const { args, out } = options;
  const stopping = options.stopping ?? hearStop();
  const sum: Sums = { minute: 0, feeds: 0, changed: 0, waits: 0, faults: new Map() };
  const told = (): string => {
    const faults = [...sum.faults].map(([fault, count]) => `${fault} ${count}`).join(', ');
    return `${sum.feeds} feeds, ${sum.changed} changes, ${sum.waits} waits changed, faults: ${faults || 'none'}`;
  };
  try {
    const asked = await read(args);
    await play(asked, stopping.signal, out, sum, told);
    out(`The day is over: ${told()}.`);
    return 0;
  } catch (error) {
    if (error instanceof Misused) {
      out(error.message);
      out(USAGE);
      return 2;
    }
    if (stopping.signal.aborted || error instanceof StopAsked) {
      out(`Stopped at ${clockOf(sum.minute)}: ${told()}.`);
      return 0;
    }
    if (!(error instanceof DoorRefused)) throw error;
    out(error.message);
    return 1;
  } finally {
    stopping.end();
  }
}

async function play(
  asked: Asked,
  signal: AbortSignal,
  out: (line: string) => void,
  sum: Sums,
  told: () => string,
): Promise<void> {
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal });
  const door = new PushDoor({ ...asked, signal, out, pause });
  await door.begin();
  const began = performance.now();
  let behind = false;
  let hour = { booked: 0, freed: 0 };
  for (const { minute, rows, booked, freed } of playDay(asked)) {
    const due_ms = (minute * 60_000) / asked.speed - (performance.now() - began);
    if (due_ms > 0) await pause(due_ms);
    signal.throwIfAborted();
    const done = await door.push(rows);
    sum.minute = minute;
    if (rows.length > 0) sum.feeds += 1;
    sum.changed += done.changed;
    sum.waits += done.waits;
    for (const [fault, count] of done.faults)
      sum.faults.set(fault, (sum.faults.get(fault) ?? 0) + count);
    hour.booked += booked;
    hour.freed += freed;
    if (minute % SAY_every_minutes === 0) {
      out(`${clockOf(minute)} booked ${hour.booked}, given back ${hour.freed}; so far ${told()}`);
      hour = { booked: 0, freed: 0 };
    }
    const late_ms = performance.now() - began - (minute * 60_000) / asked.speed;
    // The first feed carries the whole timetable: only what comes after it can be late.
    if (!behind && minute > 0 && late_ms > 5000) {
      behind = true;
      out(
        `The installation is slower than ${asked.speed} times: the day goes on as fast as it answers.`,
      );
    }
  }
}
