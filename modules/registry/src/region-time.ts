import { sql } from 'kysely';
import { AppError, type Tx } from '@otklik/kernel';
import { regionIdOf } from './records/places.ts';
import './store/tables.ts';

/** The zone in which the region's own days begin and end. @throws AppError internal: no region is without a row */
export async function zoneOfRegion(tx: Tx): Promise<string> {
  // Asked for by almost every act: written out, it costs the query builder nothing.
  const { rows } = await sql<{ time_zone: string }>`
    select time_zone from regions where code = ${regionIdOf(tx)}`.execute(tx.db);
  const row = rows[0];
  if (!row) throw new AppError('internal', { reason: 'no-region' });
  return row.time_zone;
}

/** Making a formatter costs far more than using it; zones are few. It writes no zeros before early years. */
function keptByZone(options: Intl.DateTimeFormatOptions) {
  const kept = new Map<string, Intl.DateTimeFormat>();
  return (zone: string): Intl.DateTimeFormat => {
    const found =
      kept.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...options });
    kept.set(zone, found);
    return found;
  };
}
const days = keptByZone({ dateStyle: 'short' });
const moments = keptByZone({ dateStyle: 'short', timeStyle: 'medium' });

/** `YYYY-MM-DD` of an instant in a zone. */
export const dayIn = (zone: string, at: Date): string => days(zone).format(at).padStart(10, '0');

/** Today where the region is. */
export const todayOf = async (tx: Tx): Promise<string> => dayIn(await zoneOfRegion(tx), tx.now);

/** The instant at which a clock in the zone shows this local time (`YYYY-MM-DDTHH:mm`). */
export function instantIn(zone: string, local: string): Date {
  const wanted = Date.parse(`${local}:00Z`);
  const shown = (at: number): number =>
    Date.parse(`${moments(zone).format(at).padStart(19, '0').replace(' ', 'T')}Z`);
  // Twice, for days on which the zone's offset changes.
  const first = wanted - (shown(wanted) - wanted);
  return new Date(first - (shown(first) - wanted));
}
