import { LEAD_days, LIFE_BOUNDS_h, LOOK_hour, NEAR_days } from '@otklik/waits';
import { AHEAD_days, fateOf, PLACE_hours, OPEN_share } from '../city/timetable.ts';
import { DAY_ms } from '../model.ts';
import { chanceOf } from './chance.ts';
import { INCIDENTS, rhythm, type Lane } from './town.ts';

/** Local hours at which the simulated town's places change hands. */
const TURNS_h = [7, 11, 15, 20];
/** Of the five places of a day, those that a doctor who left took along. */
const DEPARTED_from = 2;
const WARM_days = AHEAD_days + 1;

/** One day of a simulated series: the sample of its morning, and what it released. */
export interface LivedDay {
  readonly day: string;
  readonly ago: number;
  /** Null: no place within reach. */
  readonly k1_days: number | null;
  readonly k3_days: number | null;
  readonly places_7d: number;
  readonly offered: number;
  readonly load_permille: number;
  readonly hours: number[];
  readonly leads: number[];
  readonly lives: number[];
  readonly near_lives: number[];
}

/** A place of the timetable, in hours since the first day's midnight by the clinic's clock. */
interface Place {
  readonly at_h: number;
  isFree: boolean;
  /** The day it last appeared on, and when. */
  opened: { readonly on: Tally; readonly at_h: number } | null;
}
interface Tally {
  readonly hours: number[];
  readonly leads: number[];
  readonly lives: number[];
  readonly near_lives: number[];
}

const none = (length: number): number[] => Array.from({ length }, () => 0);

/**
 * The last days of one series as they were lived: places open seventeen days ahead, are booked and given back four times
 * a day, and each morning is sampled. By the clock of the wall alone: the simulated town changes no clocks.
 *
 * @param today `YYYY-MM-DD`; the days before it are lived, the oldest first
 */
export function livedDays(
  lane: Lane,
  today: string,
  days: number,
  isWorking: (day: number) => boolean,
): LivedDay[] {
  const first = Date.parse(`${today}T00:00:00Z`) / DAY_ms - days - WARM_days;
  const chance = chanceOf('lived', lane.clinic.code, lane.specialty);
  const gone = lane.specialty === INCIDENTS.doctorLeaves.specialty && lane.base_days > 12;
  let places: Place[] = [];
  const lived: LivedDay[] = [];
  for (let n = 0; n < days + WARM_days; n += 1) {
    const ago = days + WARM_days - n;
    const tally = {
      hours: none(24),
      leads: none(LEAD_days + 1),
      lives: none(LIFE_BOUNDS_h.length + 1),
      near_lives: none(LIFE_BOUNDS_h.length + 1),
    };
    const pressed = rhythm(lane, ago, new Date((first + n) * DAY_ms).getUTCDay());
    const departed = gone && ago <= INCIDENTS.doctorLeaves.from;
    for (const turn of TURNS_h) {
      const now_h = n * 24 + turn;
      places = places.filter((place) => {
        if (place.at_h > now_h) return true;
        // Still free when it began: nobody booked it.
        if (place.isFree) end(place, null);
        return false;
      });
      if (turn === TURNS_h[0])
        for (const ahead of n === 0
          ? Array.from({ length: AHEAD_days + 1 }, (_, at) => at)
          : [AHEAD_days])
          if (isWorking(first + n + ahead))
            for (const [at, hour] of PLACE_hours.entries())
              if (!departed || at < DEPARTED_from) {
                const place: Place = { at_h: (n + ahead) * 24 + hour, isFree: false, opened: null };
                if (!lane.full && chance() < OPEN_share) open(place, tally, now_h);
                places.push(place);
              }
      for (const place of places) {
        const near = place.at_h - now_h < 24 * lane.base_days * pressed;
        const fate = lane.full ? null : fateOf(place.isFree, chance(), { near, pressed });
        if (fate === 'booked') {
          end(place, now_h + chance() * 4);
          place.isFree = false;
        } else if (fate === 'given-back') open(place, tally, now_h);
      }
      if (turn === TURNS_h[0] && ago <= days) lived.push(sampled(n, ago, tally));
    }
  }
  return lived;

  function open(place: Place, on: Tally, at_h: number): void {
    place.isFree = true;
    place.opened = { on, at_h };
    on.hours[at_h % 24]! += 1;
    on.leads[Math.min(LEAD_days, Math.floor(place.at_h / 24) - Math.floor(at_h / 24))]! += 1;
  }
  function end({ opened, at_h: visit_h }: Place, at_h: number | null): void {
    if (!opened) return;
    const life = at_h === null ? Infinity : at_h - opened.at_h;
    const bound = LIFE_BOUNDS_h.findIndex((hours) => life <= hours);
    const at = bound === -1 ? LIFE_BOUNDS_h.length : bound;
    opened.on.lives[at]! += 1;
    const lead = Math.floor(visit_h / 24) - Math.floor(opened.at_h / 24);
    if (lead <= NEAR_days) opened.on.near_lives[at]! += 1;
  }
  function sampled(n: number, ago: number, tally: Tally): LivedDay {
    const look_h = n * 24 + LOOK_hour;
    const free = places
      .filter(({ isFree, at_h }) => isFree && at_h > look_h)
      .map(({ at_h }) => at_h);
    free.sort((a, b) => a - b);
    const daysTo = (at_h: number | undefined): number | null =>
      at_h === undefined ? null : Math.floor(at_h / 24) - n;
    return {
      day: new Date((first + n) * DAY_ms).toISOString().slice(0, 10),
      ago,
      k1_days: daysTo(free[0]),
      k3_days: daysTo(free[2]),
      places_7d: free.filter((at_h) => at_h < look_h + 7 * 24).length,
      offered: places.length,
      load_permille:
        places.length === 0
          ? 0
          : Math.round((1000 * (places.length - free.length)) / places.length),
      ...tally,
    };
  }
}
