import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId, regionScope, type Tx } from '@otklik/kernel';
import { citizen, submitted, worker } from '../../desk/test/people.ts';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { agree, categoryOf, cohenKappa } from '../src/model/agreement.ts';
import { coveredByGaps, coveredByMarks, shareOfBoth } from '../src/model/cut-spans.ts';
import { hoursOf, inShift } from '../src/model/shifts.ts';

const house = useInstallation();
const watch = () => house.it.faces.moderationWatch;

interface Made {
  readonly decision: string;
  readonly reason?: string;
  readonly at: string;
  readonly seconds?: number;
  readonly by: string;
  readonly second?: readonly [decision: string, reason: string | null];
}

test('figures of a month are what counting by hand gives', async () => {
  const anna = await worker(house.it, 'f-anna@example.org', 'moderator');
  const boris = await worker(house.it, 'f-boris@example.org', 'moderator');
  const controller = await worker(house.it, 'f-control@example.org', 'controller');
  const number = await submitted(house.it, await citizen(house.it, 'f-author@example.org'));
  const self = (one: typeof anna): string => `person:${one.personId}`;
  let seq = 100;
  const put = async (tx: Tx, { decision, reason, at, seconds, by, second }: Made) => {
    seq += 1;
    await sql`
      insert into moderation_decisions (region_id, case_id, seq, kind, decision, reason_code, flags, decided_by,
        decided_at, seconds)
      select ${REGION}, id, ${seq}, ${decision.endsWith('appeal') ? 'appeal' : 'message'}, ${decision},
        ${reason ?? null}, '{}', ${by}, ${at}::timestamptz, ${seconds ?? null}
      from cases where number = ${number}`.execute(tx.db);
    if (second)
      await sql`
        insert into moderation_samples (region_id, id, case_id, seq, drawn_at, first_by, state, judged_by, judged_at,
          decision, reason_code, agrees)
        select ${REGION}, ${newId()}, id, ${seq}, ${at}::timestamptz, ${by}, 'judged', ${boris.personId},
          ${at}::timestamptz, ${second[0]}, ${second[1]},
          ${agree({ decision, reason: reason ?? null }, { decision: second[0], reason: second[1] })}
        from cases where number = ${number}`.execute(tx.db);
  };
  await house.it.app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      // Moscow is three hours ahead: 09:00Z is noon, 18:00Z is 21:00, the night shift.
      for (let n = 0; n < 12; n += 1)
        await put(tx, {
          decision: 'publish',
          at: '2026-03-10T09:00:00Z',
          seconds: 10 * (n + 1),
          by: self(anna),
          second: n < 8 ? ['publish', null] : ['reject', 'insult'],
        });
      for (let n = 0; n < 8; n += 1)
        await put(tx, {
          decision: 'reject',
          reason: 'insult',
          at: '2026-03-11T09:00:00Z',
          by: self(boris),
        });
      // The case's last refusal before the appeals: they count against it, in its shift.
      for (let n = 0; n < 6; n += 1)
        await put(tx, {
          decision: 'reject',
          reason: 'no-facts',
          at: '2026-03-11T18:00:00Z',
          seconds: 30,
          by: self(boris),
          second: ['reject', 'unclear'],
        });
      for (let n = 0; n < 6; n += 1)
        await put(tx, {
          decision: n < 5 ? 'grant-appeal' : 'refuse-appeal',
          at: '2026-03-12T09:00:00Z',
          by: self(anna),
        });
      // Of another month by the region's own days.
      await put(tx, { decision: 'publish', at: '2026-03-31T21:30:00Z', by: self(anna) });
      // Too few to be told; two such rows together hold enough that no third hides with them.
      for (let n = 0; n < 4; n += 1)
        await put(tx, {
          decision: 'reject',
          reason: 'court-or-police',
          at: '2026-03-11T18:00:00Z',
          by: self(anna),
        });
      for (let n = 0; n < 2; n += 1)
        await put(tx, {
          decision: 'reject',
          reason: 'advertising',
          at: '2026-03-11T18:00:00Z',
          by: self(anna),
        });
    },
    { now: house.it.clock.now() },
  );
  const { whole, own, least } = await watch().getFigures(controller, { month: '2026-03' });
  expect(least).toEqual({ cells_min: 5, percentages_min: 10 });
  expect(own).toBeNull();
  const at = (rule: string | null, shift: string | null) =>
    whole.find((row) => row.rule === rule && row.shift === shift);
  expect(at(null, null)).toMatchObject({
    decisions: 32,
    refusals: 20,
    appealsDecided: 6,
    appealsGranted: 5,
    judgedAgain: 18,
    // 8 of 12 published by both, and all 6 refusals of one group.
    agreement: { share: 14 / 18 },
    unknownSeconds: 14,
  });
  expect(at(null, null)!.refusedShare!.share).toBeCloseTo(20 / 32, 10);
  expect(at('let-out', 'day')).toMatchObject({ decisions: 12, medianSeconds: 65, kappa: null });
  expect(at('let-out', 'day')!.p90Seconds).toBeCloseTo(109, 6);
  expect(at('no-facts', 'night')).toMatchObject({ medianSeconds: 30, p90Seconds: null });
  // Two alone would tell of two people.
  expect(at('advertising', 'night')).toMatchObject({ decisions: null, refusals: null });
  expect(at('advertising', null)).toMatchObject({ decisions: null });
  // First: publish 12, reject:no-facts 6; second: publish 8, reject:insult 4, reject:no-facts 6.
  const same = 14 / 18;
  const chance = (12 / 18) * (8 / 18) + (6 / 18) * (6 / 18);
  expect(at(null, null)!.kappa).toBeCloseTo((same - chance) / (1 - chance), 10);

  const mine = await watch().getFigures(boris, { month: '2026-03' });
  const ownAll = mine.own!.find((row) => row.rule === null && row.shift === null);
  expect(ownAll).toMatchObject({ decisions: 14, refusals: 14 });
  const april = await watch().getFigures(controller, { month: '2026-04' });
  expect(april.whole.find((row) => row.rule === null && row.shift === null)?.decisions).toBeNull();
  const clinic = await worker(house.it, 'f-clinic@example.org', 'executor');
  await expect(watch().getFigures(clinic, {})).rejects.toMatchObject({ code: 'forbidden' });
});

test('two agree when they decide alike for reasons of one group', () => {
  const refusal = (reason: string) => ({ decision: 'reject', reason });
  expect(agree(refusal('no-facts'), refusal('unclear'))).toBe(true);
  expect(agree(refusal('no-facts'), refusal('insult'))).toBe(false);
  expect(agree(refusal('no-facts'), { decision: 'return-message', reason: 'no-facts' })).toBe(
    false,
  );
  expect(categoryOf({ decision: 'publish', reason: null })).toBe('publish');
});

test('kappa is 1 for the same, 0 for chance, and not told where nothing could differ', () => {
  expect(cohenKappa([])).toBeNull();
  expect(cohenKappa([{ first: 'a', second: 'a', n: 9 }])).toBeNull();
  const all = (n: readonly [number, number, number, number]) =>
    cohenKappa([
      { first: 'a', second: 'a', n: n[0] },
      { first: 'a', second: 'b', n: n[1] },
      { first: 'b', second: 'a', n: n[2] },
      { first: 'b', second: 'b', n: n[3] },
    ]);
  expect(all([5, 0, 0, 5])).toBe(1);
  expect(all([5, 5, 5, 5])).toBeCloseTo(0, 12);
  // Cohen's own arithmetic: 20 and 15 of 50 alike, 25/25 and 30/20 at the margins.
  expect(all([20, 5, 10, 15])).toBeCloseTo(0.4, 12);
});

test('gaps tell what was cut, as the marks would', () => {
  expect(shareOfBoth(new Set(), new Set())).toBeNull();
  const text = fc.stringMatching(/^[а-я ]{1,60}$/);
  fc.assert(
    fc.property(text, fc.nat(60), fc.nat(60), (words, from, length) => {
      const start = Math.min(from, words.length);
      const end = Math.min(words.length, start + length);
      const marked = `${words.slice(0, start)}[[${words.slice(start, end)}]]${words.slice(end)}`;
      const shown = `${words.slice(0, start)}[…]${words.slice(end)}`;
      const covered = coveredByMarks(marked);
      expect([...covered]).toEqual(Array.from({ length: end - start }, (_, at) => start + at));
      expect(coveredByGaps(words, shown)).toEqual(covered);
    }),
  );
});

test('shifts divide the day or are none', () => {
  const day = { code: 'day', from: 8, to: 20 };
  const night = { code: 'night', from: 20, to: 8 };
  expect(inShift(7, night) && inShift(20, night) && !inShift(8, night)).toBe(true);
  const hours = hoursOf([day, night]);
  expect(hours).toHaveLength(24);
  expect([hours?.[7], hours?.[8], hours?.[19], hours?.[20]]).toEqual([
    'night',
    'day',
    'day',
    'night',
  ]);
  expect(hoursOf([day])).toBeNull();
  expect(hoursOf([day, night, { code: 'noon', from: 12, to: 13 }])).toBeNull();
});
