import { z } from 'zod';
import { AHEAD_days_max, DAY_ms, type FaultCount, type GoodSlot } from './model.ts';

const code = z.string().min(1).max(80);
const instant = z.string().max(40);

/** One row of a feed, in the columns of the CSV. Statuses and kinds nobody knows are kept and are never places. */
export const feedRow = z.strictObject({
  id: z.string().regex(/^\P{Cc}{1,120}$/u),
  clinic: code,
  specialty: code,
  doctor: z
    .string()
    .regex(/^\P{Cc}{1,80}$/u)
    .nullish(),
  start: instant,
  end: instant,
  status: z.string().regex(/^[a-z][a-z-]{0,30}$/),
  capacity: z.number().nullish(),
  kind: z
    .string()
    .regex(/^[a-z][a-z-]{0,30}$/)
    .nullish(),
  mode: z.enum(['in-person', 'tele']).nullish(),
  bookable_from: instant.nullish(),
  book_url: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullish(),
});
type FeedRow = z.output<typeof feedRow>;

/** What rows are judged against. */
export interface Known {
  readonly clinics: ReadonlyMap<string, string>;
  readonly specialties: ReadonlySet<string>;
  /** Null: nobody gave a list, so any name stands. */
  readonly doctors: ReadonlySet<string> | null;
  readonly now: Date;
}

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const instantOf = (text: string): number => (WITH_OFFSET.test(text) ? Date.parse(text) : NaN);

/** The rows that can be taken; what was wrong with the others is counted. Of two with one id the last counts. */
export function judgeRows(rows: readonly unknown[], known: Known, faults: FaultCount): GoodSlot[] {
  const good = new Map<string, GoodSlot>();
  for (const row of rows) {
    const parsed = feedRow.safeParse(row);
    if (!parsed.success) {
      faults.add('wrong-shape');
      continue;
    }
    const slot = judgeRow(parsed.data, known, faults);
    if (!slot) continue;
    if (good.has(slot.slot)) faults.add('repeated-id', slot.slot);
    good.set(slot.slot, slot);
  }
  return [...good.values()];
}

function judgeRow(row: FeedRow, known: Known, faults: FaultCount): GoodSlot | null {
  const [start, end] = [instantOf(row.start), instantOf(row.end)];
  const release = row.bookable_from ? instantOf(row.bookable_from) : null;
  const clinic_id = known.clinics.get(row.clinic);
  const refuse = (fault: Parameters<FaultCount['add']>[0]): null => {
    faults.add(fault, row.id);
    return null;
  };
  // Without an offset nobody knows which instant is meant: the zone is not guessed.
  if (Number.isNaN(start) || Number.isNaN(end) || Number.isNaN(release)) return refuse('no-offset');
  if (end <= start) return refuse('ends-before-start');
  if (start > known.now.getTime() + AHEAD_days_max * DAY_ms) return refuse('too-far-ahead');
  if (!clinic_id) return refuse('unknown-clinic');
  if (!known.specialties.has(row.specialty)) return refuse('unknown-specialty');
  if (row.doctor && known.doctors && !known.doctors.has(row.doctor))
    return refuse('unknown-doctor');
  const told = row.capacity ?? 1;
  const whole = Number.isInteger(told) && told >= 0 && told <= 10_000;
  if (!whole) faults.add('wrong-capacity', row.id);
  return {
    slot: row.id,
    clinic_id,
    specialty: row.specialty,
    kind: row.kind ?? 'routine',
    mode: row.mode ?? 'in-person',
    doctor: row.doctor ?? null,
    start_at: new Date(start).toISOString(),
    end_at: new Date(end).toISOString(),
    // A number without sense gives no place.
    capacity: whole ? told : 0,
    status: row.status,
    bookable_from: release === null ? null : new Date(release).toISOString(),
    book_url: row.book_url ?? null,
  };
}
