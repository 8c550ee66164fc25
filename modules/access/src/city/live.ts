import { isAppError, type Actor, type Tx } from '@otklik/kernel';
import { calendarOf, instantIn } from '@otklik/registry';
import { plainWorkingDays, workingDayRule, type WorkingDay } from '@otklik/waits';
import { INCIDENTS, type Lane } from '../demo/town.ts';
import { takeFeed } from '../ingest.ts';
import { DAY_ms } from '../model.ts';
import { ROWS_MAX } from '../schema.ts';
import { HOUR_ms, rollDays, rollHour } from '../store/roll.ts';
import { lockSource, regionId } from '../store/sources.ts';
import { wake } from '../store/wake.ts';
import { AHEAD_days, asFed, changedSince, openedOn, type CitySlot } from './timetable.ts';

/** When sources speak: before the first sample, in the day, and in the evening. */
const FEEDS = ['07:30', '11:00', '15:00', '20:00'];
const SAMPLED = '10:05';
const DEPARTED_blocks = ['3', '4', '5'];

/** Working days of the region; Monday to Friday where a year's calendar is missing. */
export async function workingDaysOf(tx: Tx): Promise<WorkingDay> {
  const [plain, told] = [
    plainWorkingDays(),
    workingDayRule((await calendarOf(tx, regionId(tx))).calendar),
  ];
  return (day) => {
    try {
      return told(day);
    } catch (error) {
      if (isAppError(error)) throw error;
      return plain(day);
    }
  };
}

/** The last weeks of the simulated city, lived day by day through the door that every source comes in by. */
export class LiveCity {
  readonly #zone: string;
  readonly #isWorking: WorkingDay;
  readonly #lanes: ReadonlyMap<string, readonly Lane[]>;
  readonly #slots = new Map<string, Map<string, CitySlot>>();

  constructor(lanes: readonly Lane[], zone: string, isWorking: WorkingDay) {
    this.#zone = zone;
    this.#isWorking = isWorking;
    this.#lanes = Map.groupBy(lanes, ({ source }) => source);
  }

  /** @returns how many slots changed */
  async live(tx: Tx, day: string, ago: number, isFirst: boolean): Promise<number> {
    let changed = 0;
    const moments = [...FEEDS, SAMPLED].toSorted();
    for (const moment of moments) {
      const now = instantIn(this.#zone, `${day}T${moment}`);
      if (now > tx.now) continue;
      const then = { ...tx, now };
      if (moment === SAMPLED) await wake(then);
      else
        for (const [source, lanes] of this.#lanes) {
          const { outage } = INCIDENTS;
          if (source === 'demo-branches' && ago <= outage.from && ago >= outage.to) continue;
          const rows = this.#rows(source, lanes, { day, moment, ago, now: now.getTime(), isFirst });
          changed += await push(then, source, rows);
        }
    }
    return changed;
  }

  /** Sums up the local day that ended with this one's midnight, and its hours. */
  async roll(tx: Tx, day: string): Promise<number> {
    const began = instantIn(this.#zone, `${day}T00:00`);
    let rows = 0;
    for (
      let at = began.getTime();
      at < began.getTime() + DAY_ms && at + HOUR_ms <= tx.now.getTime();
    ) {
      // Norms are those of one UTC day: the night before it and the day itself apart.
      const midnight = (Math.floor(at / DAY_ms) + 1) * DAY_ms;
      const until = Math.min(
        midnight,
        began.getTime() + DAY_ms,
        Math.floor(tx.now.getTime() / HOUR_ms) * HOUR_ms,
      );
      rows += await rollHour(tx, new Date(at), (until - at) / HOUR_ms);
      at = until;
    }
    const ended = new Date(began.getTime() + DAY_ms);
    if (ended <= tx.now) rows += await rollDays(tx, ended);
    return rows;
  }

  #rows(
    source: string,
    lanes: readonly Lane[],
    {
      day,
      moment,
      ago,
      now,
      isFirst,
    }: { day: string; moment: string; ago: number; now: number; isFirst: boolean },
  ): CitySlot[] {
    const known = this.#slots.get(source) ?? new Map<string, CitySlot>();
    this.#slots.set(source, known);
    for (const [id, { startMs }] of known) if (startMs <= now) known.delete(id);
    const changed = changedSince([...known.values()], now, ago, `${source}:${day}:${moment}`);
    const opened = moment === FEEDS[0] ? this.#opened(lanes, day, ago, isFirst) : [];
    const rows = [...changed, ...opened.filter(({ startMs }) => startMs > now)];
    for (const slot of rows) known.set(slot.id, slot);
    return rows;
  }

  /** The day that comes within reach; on the first day all before it too. */
  #opened(lanes: readonly Lane[], day: string, ago: number, isFirst: boolean): CitySlot[] {
    const today = Date.parse(`${day}T00:00:00Z`);
    const { doctorLeaves } = INCIDENTS;
    const days = Array.from({ length: AHEAD_days + 1 }, (_, ahead) => ahead);
    return days
      .filter((ahead) => isFirst || ahead === AHEAD_days)
      .flatMap((ahead) => {
        const on = new Date(today + ahead * DAY_ms).toISOString().slice(0, 10);
        return lanes.flatMap((lane) => {
          const opened = openedOn(lane, on, this.#zone, this.#isWorking);
          const gone = ago <= doctorLeaves.from && lane.specialty === doctorLeaves.specialty;
          // Whoever left takes most of the places along.
          return gone && lane.base_days > 12
            ? opened.filter(({ id }) => !DEPARTED_blocks.includes(id.at(-1)!))
            : opened;
        });
      });
  }
}

/** @returns how many slots changed */
async function push(tx: Tx, source: string, rows: readonly CitySlot[]): Promise<number> {
  const actor: Actor = { kind: 'system', region: regionId(tx), name: 'simulation' };
  let { seq } = await lockSource(tx, source);
  let changed = 0;
  // A source that has nothing new says so: otherwise it would seem silent.
  for (let first = 0; first === 0 || first < rows.length; first += ROWS_MAX) {
    seq += 1;
    const taken = await takeFeed(tx, actor, {
      source,
      mode: 'DIFF',
      seq,
      at: tx.now.toISOString(),
      covers: [],
      format: 'json',
      slots: JSON.stringify(rows.slice(first, first + ROWS_MAX).map(asFed)),
    });
    changed += taken.changed;
  }
  return changed;
}
