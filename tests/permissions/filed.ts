import type { Actor } from '@otklik/kernel';
import type { TestInstallation } from '../support/installation.ts';
import type { World } from './world.ts';

const HOUR_ms = 3_600_000;

/** Complaints of the world's author, each a quarter of an hour after the last: an author files only so many an hour. */
export function filing(house: () => TestInstallation, world: () => World, moderator: Actor) {
  const filed = async (over: object = {}): Promise<string> => {
    house().clock.advance(HOUR_ms / 4);
    const { number } = await house().faces.complaints.fileComplaint(world().author, {
      clinic: world().clinic.code,
      topic: 'wait-at-door-over-1h',
      story: 'Пришла к девяти утра, а приняли в половине двенадцатого.',
      facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
      ...over,
    });
    return number;
  };
  const published = async (over?: object): Promise<string> => {
    const number = await filed(over);
    await house().faces.complaints.publishComplaint(moderator, { number });
    return number;
  };
  return { filed, published };
}
