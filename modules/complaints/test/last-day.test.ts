import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tally } from '@otklik/cases';
import { useInstallation, visitor } from '../../../tests/support/installation.ts';
import { citizen, CLINIC, published, worker } from '../../desk/test/people.ts';
import { lastDayShare } from '../src/model/statistics/last-day.ts';
import { timingsOf } from '../src/model/statistics/timings.ts';

const house = useInstallation();
const line = (timing: Tally['timing'], n: number, measure: Tally['measure'] = 'reply'): Tally => ({
  place: '',
  subject: '',
  month: null,
  measure,
  value: '1',
  timing,
  n,
});
const shareOf = (...counts: [number, number, number]) => {
  const [before, last, late] = counts;
  const tallies = [line('in-time', before), line('last-day', last), line('late', late)];
  return lastDayShare(timingsOf(tallies, 'reply', 5), 10);
};

describe('answers on the last day of the term', () => {
  test('are told with their number and interval', () => {
    expect(shareOf(10, 10, 0)).toMatchObject({ n: 20, share: 0.5 });
    expect(shareOf(0, 10, 0)).toMatchObject({ n: 10, share: 1, high: 1 });
  });

  test('are not told of fewer than ten, and give no hidden count away', () => {
    expect(shareOf(9, 0, 0)).toBeNull();
    expect(shareOf(20, 3, 0)).toBeNull();
    expect(shareOf(20, 10, 1)).toBeNull();
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.nat(60), (before, last, late) => {
        const found = shareOf(before, last, late);
        const small = [before, last, late].some((count) => count > 0 && count < 5);
        if (small || before + last + late < 10) expect(found).toBeNull();
        else expect(found!.n).toBe(before + last + late);
      }),
    );
  });

  test('interim answers are counted apart', () => {
    const tallies = [line('last-day', 30), line('last-day', 12, 'interim')];
    expect(timingsOf(tallies, 'interim', 5)).toEqual([0, 12, 0]);
  });
});

test('withdrawals after publication are counted in public, few of them without their number', async () => {
  const { complaints, cases } = house.it.faces;
  const moderator = await worker(house.it, 'm@example.org', 'moderator');
  const signs = async () =>
    (await complaints.countOutcomes(visitor(), { clinic: CLINIC })).signs!.withdrawn;
  expect(await signs()).toBe(0);
  for (const at of [1, 2, 3, 4, 5]) {
    // Each its own author: about the same clinic and topic.
    const author = await citizen(house.it, `a-${at}@example.org`);
    const number = await published(house.it, author, moderator);
    await cases.withdrawCase(author, { number });
    expect(await signs()).toBe(at < 5 ? null : 5);
  }
  expect((await complaints.countOutcomes(visitor(), {})).signs).toBeNull();
});
