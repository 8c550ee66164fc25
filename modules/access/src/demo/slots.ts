import { instantIn } from '@otklik/registry';
import { DAY_ms } from '../model.ts';
import { chanceOf } from './chance.ts';
import type { Lane } from './town.ts';

const AHEAD_days = 17;
const HOURS = ['08:30', '10:00', '11:30', '14:00', '16:00'];

/** One slot of the simulated town, in the columns of a feed. */
export interface FeedSlot {
  readonly id: string;
  readonly clinic: string;
  readonly specialty: string;
  readonly doctor: string;
  readonly start: string;
  readonly end: string;
  readonly status: string;
  readonly kind: string;
  readonly book_url: string;
}

/** The timetable of one lane as it stands on a day: nearer days are fuller, and nothing is free before the wait is over. */
export function slotsOfLane(lane: Lane, today: string, zone: string): FeedSlot[] {
  const chance = chanceOf('slots', lane.clinic.code, lane.specialty);
  const end = Date.parse(`${today}T00:00:00Z`);
  const slots: FeedSlot[] = [];
  for (let ahead = 0; ahead <= AHEAD_days; ahead += 1) {
    const date = new Date(end + ahead * DAY_ms);
    if ([0, 6].includes(date.getUTCDay())) continue;
    const day = date.toISOString().slice(0, 10);
    for (const [place, hour] of HOURS.entries()) {
      const start = instantIn(zone, `${day}T${hour}`);
      const free = !lane.full && ahead >= lane.base_days * 0.7 && chance() < 0.15 + ahead / 40;
      slots.push({
        id: `${lane.clinic.code}:${lane.specialty}:${day}:${place + 1}`,
        clinic: lane.clinic.code,
        specialty: lane.specialty,
        doctor: `${lane.clinic.code}:${lane.specialty}:1`,
        start: start.toISOString(),
        end: new Date(start.getTime() + 15 * 60_000).toISOString(),
        status: free ? 'free' : chance() < 0.04 ? 'busy-unavailable' : 'busy',
        kind: lane.referral ? 'referral' : 'routine',
        book_url: `https://booking.example/${lane.clinic.code}/${lane.specialty}`,
      });
    }
  }
  return slots;
}

/** What a few hours change: some free places are taken, fewer are given back. */
export function someHours(slots: readonly FeedSlot[], name: string): FeedSlot[] {
  const chance = chanceOf('hours', name);
  return slots.flatMap((slot) => {
    const draw = chance();
    if (slot.status === 'free' && draw < 0.04) return [{ ...slot, status: 'busy' }];
    if (slot.status === 'busy' && draw < 0.004) return [{ ...slot, status: 'free' }];
    return [];
  });
}
