import { DAY_MS, zoneOf } from '@otklik/working-time';

const MORNING_h = 8;
const EVENING_h = 21;

/** Whether it is an hour at which a letter wakes nobody. */
export function isByDay(zone: string, now: Date): boolean {
  const local = zoneOf(zone);
  const at = now.getTime();
  const hour = ((at - local.at(local.localDay(at), 0)) / DAY_MS) * 24;
  return hour >= MORNING_h && hour < EVENING_h;
}
