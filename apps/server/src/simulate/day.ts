import { randomOf } from '../seed/random.ts';

const MINUTE_ms = 60_000;
const DAY_minutes = 24 * 60;
/** Simulated minutes between two feeds. */
export const STEP_minutes = 10;
const HOURS = ['05:30', '07:00', '08:30', '11:00', '13:00'];
const AHEAD_days = 14;
const OPEN_share = 0.6;
const LASTS_ms = 15 * MINUTE_ms;

/** A slot in the columns of `POST /api/v1/slots`. */
export interface SlotRow {
  readonly id: string;
  readonly clinic: string;
  readonly specialty: string;
  readonly doctor: string;
  readonly start: string;
  readonly end: string;
  readonly status: 'free' | 'busy';
}

export interface DayQuestion {
  readonly seed: number;
  readonly clinics: readonly string[];
  readonly specialties: readonly string[];
  /** The day that is played, `YYYY-MM-DD`: places are those of the days after it. */
  readonly day: string;
}

export interface Step {
  /** Minutes of the day that are over. */
  readonly minute: number;
  readonly rows: readonly SlotRow[];
  readonly booked: number;
  readonly freed: number;
}

/** Of the free places, the part that an hour books: the phones open at eight. */
const BOOKED_an_hour = [
  0.001, 0.001, 0.001, 0.001, 0.001, 0.003, 0.01, 0.05, 0.14, 0.09, 0.06, 0.05, 0.04, 0.04, 0.03,
  0.03, 0.03, 0.025, 0.02, 0.02, 0.015, 0.01, 0.005, 0.002,
] as const;
/** Of the busy ones, the part that an hour gives back. */
const FREED_an_hour = 0.004;
/** When the day furthest ahead is opened. */
const OPENS_minute = 7 * 60 + 30;

/**
 * One day of a booking system, step by step: the timetable as it stands at midnight, then what is booked, given back
 * and opened. The same question gives the same day.
 */
export function* playDay({ seed, clinics, specialties, day }: DayQuestion): Generator<Step> {
  const chance = randomOf('simulated-day', seed, day);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const opened = (ahead: number): SlotRow[] => {
    const on = new Date(midnight + ahead * DAY_minutes * MINUTE_ms);
    if ([0, 6].includes(on.getUTCDay())) return [];
    const date = on.toISOString().slice(0, 10);
    return clinics.flatMap((clinic) =>
      specialties.flatMap((specialty) =>
        HOURS.map((hour, place): SlotRow => {
          const start = Date.parse(`${date}T${hour}:00Z`);
          const doctor = `${clinic}:${specialty}:${(place % 2) + 1}`;
          return {
            id: `sim:${clinic}:${specialty}:${date}:${place + 1}`,
            clinic,
            specialty,
            doctor,
            start: new Date(start).toISOString(),
            end: new Date(start + LASTS_ms).toISOString(),
            status: chance.chance(OPEN_share) ? 'free' : 'busy',
          };
        }),
      ),
    );
  };
  const slots: SlotRow[] = [];
  for (let ahead = 1; ahead < AHEAD_days; ahead += 1) slots.push(...opened(ahead));
  yield { minute: 0, rows: [...slots], booked: 0, freed: 0 };
  const part = STEP_minutes / 60;
  for (let minute = STEP_minutes; minute <= DAY_minutes; minute += STEP_minutes) {
    const hour = Math.floor((minute - 1) / 60);
    const rows: SlotRow[] = [];
    let [booked, freed] = [0, 0];
    for (const [at, slot] of slots.entries()) {
      const isFree = slot.status === 'free';
      if (!chance.chance((isFree ? BOOKED_an_hour[hour]! : FREED_an_hour) * part)) continue;
      if (isFree) booked += 1;
      else freed += 1;
      const changed: SlotRow = { ...slot, status: isFree ? 'busy' : 'free' };
      slots[at] = changed;
      rows.push(changed);
    }
    if (minute === OPENS_minute) {
      const fresh = opened(AHEAD_days);
      slots.push(...fresh);
      rows.push(...fresh);
    }
    yield { minute, rows, booked, freed };
  }
}
