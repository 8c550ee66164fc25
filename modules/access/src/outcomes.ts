import {
  attendance,
  corridorMinutes,
  leadBands,
  leadDays,
  share,
  type Attendance,
  type LeadBands,
} from '@otklik/waits';
import type { Zone } from '@otklik/working-time';
import { DAY_ms } from './model.ts';

/** What is known of one appointment. Instants in milliseconds. */
export interface Appointment {
  /** Day number of the visit, in the clinic's zone. */
  readonly day: number;
  readonly scheduled: number | null;
  readonly booked: number | null;
  readonly cancelled: number | null;
  readonly arrived: number | null;
  readonly seen: number | null;
  readonly status: string;
}

/** Calendar days ahead, how many were booked so, how many were seen, how many did not come. */
export type Lead = readonly [number, number, number, number];

/** Counts of a day, that add up over days. */
export interface DayCounts {
  readonly booked: number;
  readonly seen: number;
  readonly noshow: number;
  readonly cancelled: number;
  readonly cancelled_late: number;
  readonly corridor_known: number;
  readonly corridor_soon: number;
  readonly leads: readonly Lead[];
}

export const SOON_min = 20;

/** Stamps that cannot be: seen before arrived. They give no time in the corridor. */
export const outOfOrder = ({ arrived, seen }: Pick<Appointment, 'arrived' | 'seen'>): boolean =>
  arrived !== null && seen !== null && seen < arrived;

/** Under 24 hours before. */
const isLate = ({ scheduled, cancelled }: Appointment): boolean =>
  scheduled !== null && cancelled !== null && scheduled - cancelled < DAY_ms;

function corridorOf(one: Appointment): number | null {
  if (outOfOrder(one)) return null;
  return corridorMinutes({
    scheduledMs: one.scheduled,
    arrivedMs: one.arrived,
    seenMs: one.seen,
  });
}

/** Calendar days from booking to visit; negative where the source says that it was booked after. */
export function leadOf(one: Pick<Appointment, 'day' | 'scheduled' | 'booked'>, zone: Zone) {
  if (one.booked === null) return null;
  return one.scheduled === null
    ? one.day - zone.localDay(one.booked)
    : leadDays(zone, one.booked, one.scheduled);
}

/** What became of the appointments of one day. One that was cancelled counts nowhere but among the cancelled. */
export function countDay(all: readonly Appointment[], zone: Zone): DayCounts {
  const leads = new Map<number, [number, number, number, number]>();
  const corridors = all.map(corridorOf).filter((minutes) => minutes !== null);
  const [counts, kept] = [
    { seen: 0, noshow: 0, cancelled: 0, cancelled_late: 0 },
    [] as Appointment[],
  ];
  for (const one of all) {
    if (one.status === 'cancelled') {
      counts.cancelled += 1;
      if (isLate(one)) counts.cancelled_late += 1;
    } else kept.push(one);
  }
  for (const one of kept) {
    const [seen, missed] = [one.status === 'seen' ? 1 : 0, one.status === 'noshow' ? 1 : 0];
    counts.seen += seen;
    counts.noshow += missed;
    const lead = leadOf(one, zone);
    if (lead === null) continue;
    const cell = leads.get(lead) ?? [lead, 0, 0, 0];
    leads.set(lead, [lead, cell[1] + 1, cell[2] + seen, cell[3] + missed]);
  }
  return {
    booked: kept.length,
    ...counts,
    corridor_known: corridors.length,
    corridor_soon: corridors.filter((minutes) => minutes <= SOON_min).length,
    leads: [...leads.values()].toSorted((a, b) => a[0] - b[0]),
  };
}

export interface Band {
  readonly band: string;
  readonly n: number;
  readonly share: number | null;
  readonly noShow: number | null;
}

export interface Outcomes extends Attendance {
  readonly booked: number;
  readonly seen: number;
  readonly missed: number;
  readonly cancelled: number;
  /** Share of visits seen within 20 minutes, and of how many it is told. */
  readonly soon: number | null;
  readonly soonOf: number;
  readonly lead: Pick<LeadBands, 'counted' | 'errors' | 'p50'> & { readonly mean: number | null };
  readonly bands: readonly Band[];
}

/** The days together: bands of lead, no-shows, late cancellations, the corridor. */
export function outcomesOf(days: readonly DayCounts[]): Outcomes {
  const sum = (of: (day: DayCounts) => number): number =>
    days.reduce((total, day) => total + of(day), 0);
  const leads = days.flatMap((day) => day.leads);
  const spread = leadBands(leads.flatMap(([days_ahead, n]) => Array<number>(n).fill(days_ahead)));
  const [seen, missed] = [sum((day) => day.seen), sum((day) => day.noshow)];
  const soonOf = sum((day) => day.corridor_known);
  const ahead = leads.filter(([days_ahead]) => days_ahead >= 0);
  const bands = Object.entries(spread.bands).map(([band, n]): Band => {
    const own = ahead.filter(([days_ahead]) => bandOf(days_ahead) === band);
    const [came, not] = [own.reduce((t, l) => t + l[2], 0), own.reduce((t, l) => t + l[3], 0)];
    return { band, n, share: share(n, spread.counted), noShow: share(not, came + not) };
  });
  return {
    booked: sum((day) => day.booked),
    seen,
    missed,
    cancelled: sum((day) => day.cancelled),
    ...attendance(
      seen,
      missed,
      sum((day) => day.cancelled_late),
    ),
    soon: share(
      sum((day) => day.corridor_soon),
      soonOf,
    ),
    soonOf,
    lead: {
      counted: spread.counted,
      errors: spread.errors,
      p50: spread.p50,
      mean: share(
        ahead.reduce((total, [d, n]) => total + d * n, 0),
        spread.counted,
      ),
    },
    bands,
  };
}

/** The band of a lead, by the rule of the bands themselves. */
const bandOf = (days_ahead: number): string =>
  Object.entries(leadBands([days_ahead]).bands).find(([, n]) => n > 0)![0];
