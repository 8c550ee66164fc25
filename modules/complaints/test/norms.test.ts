import { describe, expect, test } from 'vitest';
import { regionScope } from '@otklik/kernel';
import { calendarOf, type Norm } from '@otklik/registry';
import { REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { judgeNorm, normAsked } from '../src/model/judge-norm.ts';
import type { Threshold } from '../src/model/topic.ts';

const house = useInstallation();
const ZONE = 'Europe/Moscow';
const SENT = '2026-06-30T12:00';
const threshold: Threshold = {
  kind: 'guarantee-row',
  from: 'tried_at',
  to: ['offered_at'],
  norm_by: 'specialty',
  norms: { therapist: 'district-doctor', specialist: 'specialist' },
};
const norm = (limit: number | null, unit: string): Norm =>
  ({ id: 'n.1', limit, unit, source: 'Постановление', verified: true }) as Norm;
const place = () =>
  house.it.app.store.withScope(regionScope(REGION), async (tx) => ({
    calendar: (await calendarOf(tx, REGION)).calendar,
    zone: ZONE,
  }));
const tried = (tried_at: string, offered_at?: string) => ({
  tried_at,
  ...(offered_at ? { offered_at } : {}),
});

describe('a limit by a norm', () => {
  test('is chosen by the answer, on the day of the start', () => {
    const facts = { ...tried('2026-06-10T09:00'), specialty: 'specialist' };
    expect(normAsked(threshold, facts)).toEqual({ code: 'specialist', on: '2026-06-10' });
    expect(normAsked(threshold, { ...facts, specialty: 'dentist' })).toBeNull();
    expect(normAsked(threshold, { specialty: 'specialist' })).toBeNull();
    expect(normAsked({ kind: 'limit-row' }, facts)).toBeNull();
  });

  // 10 June 2026 is a Wednesday, 12 June is off: two working days after it end on Monday the 15th.
  test.each([
    ['2026-06-15T23:59', false, 0],
    ['2026-06-16T00:01', true, 1],
    ['2026-06-22T09:00', true, 7],
  ])('in working days ends with the last of them: offered %s', async (offered, broken, over) => {
    const judged = judgeNorm(
      threshold,
      tried('2026-06-10T09:00', offered),
      SENT,
      norm(2, 'working-days'),
      await place(),
    );
    expect(judged).toMatchObject({
      broken,
      stillRunning: false,
      norm: { due_date: '2026-06-15', over_days: over, unit: 'working-days', amount: 2 },
    });
  });

  test('in calendar days counts days off too', async () => {
    const facts = tried('2026-06-10T09:00', '2026-06-13T09:00');
    expect(
      judgeNorm(threshold, facts, SENT, norm(2, 'calendar-days'), await place()),
    ).toMatchObject({ broken: true, norm: { due_date: '2026-06-12', over_days: 1 } });
  });

  test('in hours runs round the clock', async () => {
    const facts = tried('2026-06-10T09:00', '2026-06-11T09:01');
    expect(judgeNorm(threshold, facts, SENT, norm(24, 'hours'), await place())).toMatchObject({
      broken: true,
      elapsed_min: 1441,
      over_min: 1,
      norm: { due_date: null, unit: 'hours' },
    });
  });

  test('is broken by nothing offered at all', async () => {
    for (const unit of ['working-days', 'hours'])
      expect(
        judgeNorm(threshold, tried('2026-06-10T09:00'), SENT, norm(2, unit), await place()),
      ).toMatchObject({ broken: true, stillRunning: true, elapsed_min: null });
  });

  test('claims nothing without a limit, in another unit, backwards, or in a year without a calendar', async () => {
    const facts = tried('2026-06-10T09:00', '2026-06-22T09:00');
    const where = await place();
    expect(judgeNorm(threshold, facts, SENT, norm(null, 'hours'), where)).toBeNull();
    expect(judgeNorm(threshold, facts, SENT, norm(2, 'years'), where)).toBeNull();
    const back = tried('2026-06-10T09:00', '2026-06-09T09:00');
    expect(judgeNorm(threshold, back, SENT, norm(2, 'working-days'), where)).toBeNull();
    const far = tried('2029-06-10T09:00', '2029-07-10T09:00');
    expect(judgeNorm(threshold, far, SENT, norm(2, 'working-days'), where)).toBeNull();
  });
});

test('the form judges a wait for a specialist by the state guarantees of the year', async () => {
  const { complaints } = house.it.faces;
  const ask = (facts: Record<string, string>) =>
    complaints.checkComplaint(visitor(), {
      clinic: 'msk-a-001-v',
      topic: 'booking-unavailable',
      facts: { channel: 'portal', ...facts },
    });
  const late = await ask({
    specialty: 'specialist',
    tried_at: '2026-06-01T09:00',
    offered_at: '2026-07-20T09:00',
  });
  expect(late.breach).toMatchObject({
    broken: true,
    rule: 'gg26.specialist',
    norm: { amount: 14, unit: 'working-days', due_date: '2026-06-22', verified: true },
  });
  expect(late.breach?.norm?.source).toContain('mosregtoday');
  const soon = await ask({
    specialty: 'therapist',
    tried_at: '2026-06-01T09:00',
    offered_at: '2026-06-02T08:00',
  });
  expect(soon.breach).toMatchObject({ broken: false, rule: 'gg26.district-doctor' });
});
