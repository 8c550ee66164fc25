import { describe, expect, test } from 'vitest';
import { regionScope } from '@otklik/kernel';
import { calendarOf, type Norm } from '@otklik/registry';
import { REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { citizen, CLINIC, worker } from '../../desk/test/people.ts';
import { judgeObject } from '../src/model/judge-form.ts';
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

describe('the wait for a medicine', () => {
  const facts = {
    medicine: 'Редкоземин-форте',
    prescription_mark: 'cito',
    prescribed_at: '2026-06-01T08:17',
    presented_at: '2026-06-01T10:43',
  };
  const ask = (given: Record<string, string>, topic = 'medicine-wait') =>
    house.it.faces.complaints.checkComplaint(visitor(), {
      clinic: 'msk-a-001-v',
      topic,
      facts: { ...facts, ...given },
    });

  test.each([
    ['cito', 'lld.prescription-cito', 3, '2026-06-04'],
    ['deferred', 'lld.prescription', 10, '2026-06-16'],
    ['medical-board', 'lld.prescription-board', 15, '2026-06-23'],
    ['purchase', 'lld.prescription-purchase', 30, '2026-07-14'],
  ])('with the mark %s ends by its own row', async (mark, rule, amount, due_date) => {
    for (const topic of ['medicine-wait', 'subsidised-medicine-missing']) {
      const { breach, issues } = await ask(
        { prescription_mark: mark, received_at: '2026-06-05T09:00' },
        topic,
      );
      expect(issues.filter(({ path }) => path.startsWith('facts'))).toEqual([]);
      expect(breach).toMatchObject({
        broken: mark === 'cito',
        rule,
        norm: { amount, unit: 'working-days', due_date, verified: false },
      });
    }
  });

  test('without a mark, or with an unknown one, claims nothing', async () => {
    for (const mark of ['none', 'unknown'])
      expect((await ask({ prescription_mark: mark })).breach).toBeNull();
  });

  test('that goes on is counted to the moment of sending', async () => {
    const { breach } = await ask({});
    expect(breach).toMatchObject({
      broken: true,
      stillRunning: true,
      rule: 'lld.prescription-cito',
    });
  });

  test('by the rows of its day: a former row for the past, the region’s own before the country’s', async () => {
    const boss = await clientFor(house.it.superUrl);
    const row = (
      id: string,
      region: string,
      limit: number,
      from: string | null,
      to: string | null,
    ) =>
      boss.query(
        `insert into norms (id, code, family, service, population, limit_value, unit, valid_from, valid_to,
           region, source, verified)
         select $1, code, family, $2, population, $3, unit, $4, $5, $6, 'Закон', true
         from norms where id = 'lld.prescription-cito'`,
        [id, `x ${id}`, limit, from, to, region],
      );
    await row('old.prescription-cito', 'RU', 5, '2025-01-01', '2025-12-31');
    await row('own.prescription-cito', REGION, 1, '2026-06-01', null);
    const on = async (presented_at: string) =>
      (await ask({ prescribed_at: presented_at, presented_at })).breach;
    expect(await on('2025-06-02T10:00')).toMatchObject({
      rule: 'old.prescription-cito',
      norm: { amount: 5, verified: true },
    });
    expect(await on('2026-05-04T10:00')).toMatchObject({ rule: 'lld.prescription-cito' });
    expect(await on('2026-06-01T10:00')).toMatchObject({
      rule: 'own.prescription-cito',
      norm: { amount: 1 },
    });
    await boss.query(
      `delete from norms where id like '%.prescription-cito' and id not like 'lld%'`,
    );
    await boss.end();
  });

  test('shows everybody day and breach, and neither the medicine nor the exact times', async () => {
    const author = await citizen(house.it, 'patient@example.org');
    const moderator = await worker(house.it, 'm-norm@example.org', 'moderator');
    const { complaints } = house.it.faces;
    const { number } = await complaints.fileComplaint(author, {
      clinic: CLINIC,
      topic: 'medicine-wait',
      story: 'Лекарство по рецепту так и не выдали, приходила трижды.',
      facts,
    });
    await complaints.publishComplaint(moderator, { number });
    const shown = await complaints.getComplaint(visitor(), { number });
    expect(shown.breach).toMatchObject({ broken: true, rule: 'lld.prescription-cito' });
    expect(JSON.stringify(shown)).not.toMatch(/Редкоземин|08:17|10:43/);
    const requests = await complaints.listComplaints(visitor(), { topic: 'medicine-wait' });
    expect(JSON.stringify(requests)).not.toContain('Редкоземин');
    expect(JSON.stringify(await complaints.getComplaint(author, { number }))).toContain(
      'Редкоземин',
    );
  });

  test('asks which pharmacy point where there are several', async () => {
    const { clinic } = await ask({});
    const points = ['a', 'b'].map((id) => ({
      id,
      kind: 'pharmacy-point' as const,
      nameRu: id,
      nameEn: id,
    }));
    const asked = (count: number, chosen?: string) =>
      judgeObject(
        { ...clinic!, objects: points.slice(0, count) },
        { objectKind: 'pharmacy-point' },
        chosen,
      );
    expect(asked(1)).toEqual({ id: 'a', issues: [] });
    expect(asked(2)).toMatchObject({ id: null, issues: [{ path: 'object', code: 'required' }] });
    expect(asked(2, 'b')).toEqual({ id: 'b', issues: [] });
    expect(asked(2, 'unsure')).toEqual({ id: null, issues: [] });
  });
});
