import { instantIn } from '@otklik/registry';
import { chanceOf } from '../demo/chance.ts';
import type { FeedSlot } from '../demo/slots.ts';
import { rhythm, type Lane } from '../demo/town.ts';
import { DAY_ms } from '../model.ts';

const HOURS = ['08:30', '10:00', '11:30', '14:00', '16:00'];
/** The same in hours of the day. */
export const PLACE_hours = [8.5, 10, 11.5, 14, 16];
export const AHEAD_days = 17;
/** Part of the places that are booked in a quarter of a day: of near ones almost a half. */
const BOOKED_near = 0.4;
const BOOKED_far = 0.04;
const GIVEN_BACK = 0.006;
export const OPEN_share = 0.75;

/** A slot with the lane that it belongs to: what becomes of it depends on both. */
export interface CitySlot extends FeedSlot {
  readonly lane: Lane;
  readonly startMs: number;
}

/** The places of one day of one lane as they are when they appear. None at weekends and on days off. */
export function openedOn(
  lane: Lane,
  day: string,
  zone: string,
  isWorking: (day: number) => boolean,
): CitySlot[] {
  if (!isWorking(Date.parse(`${day}T00:00:00Z`) / DAY_ms)) return [];
  const chance = chanceOf('opened', lane.clinic.code, lane.specialty, day);
  return HOURS.map((hour, place) => {
    const start = instantIn(zone, `${day}T${hour}`);
    const free = !lane.full && chance() < OPEN_share;
    return {
      id: `${lane.clinic.code}:${lane.specialty}:${day}:${place + 1}`,
      clinic: lane.clinic.code,
      specialty: lane.specialty,
      doctor: `${lane.clinic.code}:${lane.specialty}:${(place % 2) + 1}`,
      start: start.toISOString(),
      end: new Date(start.getTime() + 15 * 60_000).toISOString(),
      status: free ? 'free' : chance() < 0.04 ? 'busy-unavailable' : 'busy',
      kind: lane.referral ? 'referral' : 'routine',
      book_url: `https://booking.example/${lane.clinic.code}/${lane.specialty}`,
      lane,
      startMs: start.getTime(),
    };
  });
}

/** What becomes of a place within a quarter of a day, by one draw. */
export function fateOf(
  isFree: boolean,
  draw: number,
  { near, pressed }: { readonly near: boolean; readonly pressed: number },
): 'booked' | 'given-back' | null {
  if (isFree) return draw < (near ? BOOKED_near : BOOKED_far * pressed) ? 'booked' : null;
  return draw < GIVEN_BACK ? 'given-back' : null;
}

/** What a quarter of a day changes: near places go first, most of all on Mondays and in a wave of flu. */
export function changedSince(
  slots: readonly CitySlot[],
  now: number,
  ago_days: number,
  name: string,
): CitySlot[] {
  const chance = chanceOf('quarter', name);
  const weekday = new Date(now).getUTCDay();
  return slots.flatMap((slot) => {
    if (slot.startMs <= now || slot.lane.full) return [];
    const draw = chance();
    const pressed = rhythm(slot.lane, ago_days, weekday);
    const near = (slot.startMs - now) / DAY_ms < slot.lane.base_days * pressed;
    if (slot.status !== 'free' && slot.status !== 'busy') return [];
    const fate = fateOf(slot.status === 'free', draw, { near, pressed });
    if (fate === null) return [];
    return [{ ...slot, status: fate === 'booked' ? 'busy' : 'free' }];
  });
}

/** A row of a feed: what a source would send. */
export const asFed = ({ lane: _, startMs: __, ...row }: CitySlot): FeedSlot => row;
