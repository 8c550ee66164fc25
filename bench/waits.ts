import type { Profile, Slot } from '@otklik/waits';
import { Group, places } from '@otklik/waits';

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 2, 2, 5);
const PROFILE: Profile = { zone: 'Europe/Moscow' };
const DOCTORS = 12;
const SLOTS_A_DAY = 20;
const DAYS = 90;
const CHANGES = 20_000;
const RECOUNTS = 40;

/** Numbers from 0 to 1, the same on every run (a linear congruence). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const random = numbers(1);
const STATUSES = ['free', 'busy', 'busy', 'busy', 'busy-tentative', 'busy-unavailable'] as const;
const anyStatus = (): string => STATUSES[Math.floor(random() * STATUSES.length)] ?? 'free';

/** A specialty of a large clinic: every doctor's slots of a season, three of four taken. */
function season(): Slot[] {
  return Array.from({ length: DOCTORS * DAYS * SLOTS_A_DAY }, (_, i) => {
    const [doctor, day] = [i % DOCTORS, Math.floor(i / DOCTORS) % DAYS];
    const place = Math.floor(i / (DOCTORS * DAYS));
    const startMs = NOW_MS + day * DAY_MS + place * 20 * 60_000;
    return {
      id: `s${i}`,
      startMs,
      endMs: startMs + 20 * 60_000,
      status: anyStatus(),
      doctor: `d${doctor}`,
    };
  });
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** One slot changes: the group's answer against a count of all slots. */
export async function main(): Promise<void> {
  const slots = season();
  const group = new Group(PROFILE, NOW_MS);
  const build_ms = timed(() => slots.forEach((slot) => group.put(slot)));
  const change = (): Slot => {
    const index = Math.floor(random() * slots.length);
    const changed: Slot = { ...slots[index]!, status: anyStatus() };
    slots[index] = changed;
    return changed;
  };
  let seen = 0;
  const group_us =
    (timed(() => {
      for (let i = 0; i < CHANGES; i += 1) {
        group.put(change());
        seen += group.answer().places;
      }
    }) *
      1000) /
    CHANGES;
  const recount_us =
    (timed(() => {
      for (let i = 0; i < RECOUNTS; i += 1) seen += places(slots, PROFILE, NOW_MS).places;
    }) *
      1000) /
    RECOUNTS;
  const equal = JSON.stringify(group.answer()) === JSON.stringify(places(slots, PROFILE, NOW_MS));
  console.log(
    `slots ${slots.length}, places now ${group.answer().places}, equal to a count: ${equal}`,
  );
  console.log(
    `building the group ${build_ms.toFixed(0)} ms, ${((build_ms * 1000) / slots.length).toFixed(1)} µs a slot`,
  );
  console.log(
    `one change with its answer ${group_us.toFixed(2)} µs, a count of all ${recount_us.toFixed(0)} µs`,
  );
  console.log(`ratio ${(recount_us / group_us).toFixed(0)} to 1 (checksum ${seen % 997})`);
  if (!equal) process.exitCode = 1;
}
