import { createHash } from 'node:crypto';
import { z } from 'zod';
import { zoneOf } from '@otklik/working-time';
import { AHEAD_days_max, DAY_ms, type FaultCount } from './model.ts';
import { leadOf, outOfOrder } from './outcomes.ts';

/** Words of sources for what became of an appointment. */
const STATUSES: Readonly<Record<string, string>> = {
  booked: 'booked',
  pending: 'booked',
  proposed: 'booked',
  cancelled: 'cancelled',
  arrived: 'arrived',
  'checked-in': 'arrived',
  seen: 'seen',
  fulfilled: 'seen',
  noshow: 'noshow',
  'no-show': 'noshow',
};

const instant = z.string().max(40).nullish();
export const appointmentRow = z.strictObject({
  id: z.string().regex(/^\P{Cc}{1,120}$/u),
  clinic: z.string().min(1).max(80),
  specialty: z.string().min(1).max(80),
  status: z.string().min(1).max(40),
  day: z.iso.date().nullish(),
  scheduled: instant,
  booked: instant,
  cancelled: instant,
  arrived: instant,
  seen: instant,
});

export interface KnownPlaces {
  /** Ids and zones of clinics by their codes. */
  readonly clinics: ReadonlyMap<string, { readonly id: string; readonly zone: string }>;
  readonly specialties: ReadonlySet<string>;
  readonly now: Date;
}

/** A row as it is kept; what the source did not tell is null and leaves what it told before. */
export interface GoodAppointment {
  readonly appointment: string;
  readonly clinic_id: string;
  readonly specialty: string;
  readonly day: string;
  readonly scheduled_at: string | null;
  readonly booked_at: string | null;
  readonly cancelled_at: string | null;
  readonly arrived_at: string | null;
  readonly seen_at: string | null;
  readonly status: string;
}

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const STAMPS = ['scheduled', 'booked', 'cancelled', 'arrived', 'seen'] as const;
type Stamps = Record<(typeof STAMPS)[number], number | null>;

/** The source's own number of an appointment is kept as a digest alone. */
export const digestOf = (source: string, id: string): string =>
  createHash('sha256').update(`${source}\u0000${id}`).digest('base64url');

/** Rows that can be taken; the others are counted. Of two with one id the last counts. */
export function judgeAppointments(
  rows: readonly unknown[],
  source: string,
  known: KnownPlaces,
  faults: FaultCount,
): GoodAppointment[] {
  const good = new Map<string, GoodAppointment>();
  for (const row of rows) {
    const parsed = appointmentRow.safeParse(row);
    if (!parsed.success) {
      faults.add('wrong-shape');
      continue;
    }
    const one = judge(parsed.data, source, known, faults);
    if (!one) continue;
    if (good.has(one.appointment)) faults.add('repeated-id');
    good.set(one.appointment, one);
  }
  return [...good.values()];
}

function judge(
  row: z.output<typeof appointmentRow>,
  source: string,
  known: KnownPlaces,
  faults: FaultCount,
): GoodAppointment | null {
  const refuse = (fault: Parameters<FaultCount['add']>[0]): null => {
    faults.add(fault);
    return null;
  };
  const clinic = known.clinics.get(row.clinic);
  if (!clinic) return refuse('unknown-clinic');
  if (!known.specialties.has(row.specialty)) return refuse('unknown-specialty');
  const status = STATUSES[row.status];
  if (!status) return refuse('unknown-outcome');
  const stamps = {} as Stamps;
  for (const name of STAMPS) {
    const told = row[name];
    stamps[name] = told ? (WITH_OFFSET.test(told) ? Date.parse(told) : Number.NaN) : null;
    if (Number.isNaN(stamps[name])) return refuse('no-offset');
  }
  const zone = zoneOf(clinic.zone);
  if (stamps.scheduled === null && !row.day) return refuse('day-missing');
  const day =
    stamps.scheduled === null
      ? Date.parse(`${row.day}T00:00:00Z`) / DAY_ms
      : zone.localDay(stamps.scheduled);
  if (day > known.now.getTime() / DAY_ms + AHEAD_days_max) return refuse('too-far-ahead');
  if (outOfOrder(stamps)) faults.add('stamps-out-of-order');
  const lead = leadOf({ day, ...stamps }, zone);
  if (lead !== null && lead < 0) faults.add('booked-after-visit');
  const iso = (ms: number | null): string | null =>
    ms === null ? null : new Date(ms).toISOString();
  return {
    appointment: digestOf(source, row.id),
    clinic_id: clinic.id,
    specialty: row.specialty,
    day: new Date(day * DAY_ms).toISOString().slice(0, 10),
    scheduled_at: iso(stamps.scheduled),
    booked_at: iso(stamps.booked),
    cancelled_at: iso(stamps.cancelled),
    arrived_at: iso(stamps.arrived),
    seen_at: iso(stamps.seen),
    status,
  };
}
