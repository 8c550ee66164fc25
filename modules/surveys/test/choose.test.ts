import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { surveyRules } from '../src/index.ts';
import { choose, REFUSALS, type Candidate, type Standing } from '../src/model/choose.ts';
import { keptBecause } from '../src/model/may-leave.ts';
import { remindsOf } from '../src/model/remind.ts';
import { outsideAll, quietsOf } from '../src/model/send-time.ts';
import { kindOf, reportKind, verdictOn } from '../src/model/report.ts';
import { decisionTime, outsideQuiet, reminderTime, sendTime } from '../src/model/send-time.ts';
import { newBounceTicket } from '../src/model/ticket.ts';

const rules = surveyRules.parse({});
const TODAY = '2026-06-10';
const candidate = (over: Partial<Candidate> = {}): Candidate => ({
  id: 'a',
  day: '2026-06-09',
  clinicId: 'clinic-1',
  sender: 'org-1',
  hasForm: true,
  isLate: false,
  isOver: false,
  answers: 0,
  ...over,
});
const standing = (over: Partial<Standing> = {}): Standing => ({
  isSuppressed: false,
  stops: new Set(),
  touches: [],
  complaints: [],
  ...over,
});
const because = (one: Partial<Candidate>, who: Partial<Standing>) =>
  choose([candidate(one)], standing(who), rules, TODAY).refused[0]?.because ?? null;
const complaint = (openedOn: string, over = {}) => ({
  clinicId: 'clinic-1',
  openedOn,
  isOpen: true,
  ...over,
});

/** Every reason, in its order, with what brings it about. */
const WHY: readonly (readonly [string, Partial<Candidate>, Partial<Standing>])[] = [
  ['late', { isLate: true }, {}],
  ['pilot-over', { isOver: true }, {}],
  ['no-form', { hasForm: false }, {}],
  ['suppressed', {}, { isSuppressed: true }],
  ['stopped', {}, { stops: new Set(['org-1']) }],
  ['open-complaint', {}, { complaints: [complaint('2026-06-09')] }],
  ['fatigue-days', {}, { touches: [{ day: '2026-05-20', kind: 'invitation', n: 1 }] }],
  ['fatigue-year', {}, { touches: [{ day: '2026-01-10', kind: 'invitation', n: 4 }] }],
];

describe('whether somebody is asked', () => {
  test.each(WHY)('%s', (reason, one, who) => {
    expect(because({}, {})).toBeNull();
    expect(because(one, who)).toBe(reason);
  });

  test('of two reasons the first is told', () => {
    for (const [at, [first, one, who]] of WHY.entries())
      for (const [, other, others] of WHY.slice(at + 1))
        expect(because({ ...other, ...one }, { ...others, ...who })).toBe(first);
    expect(WHY.map(([reason]) => reason)).toEqual(REFUSALS.slice(0, WHY.length));
  });

  test('a stop of another organisation, a complaint about another clinic or long ago hinder nothing', () => {
    expect(because({}, { stops: new Set(['org-2']) })).toBeNull();
    expect(because({}, { stops: new Set(['']) })).toBe('stopped');
    const old = { complaints: [complaint('2026-04-01')] };
    expect(because({}, old)).toBeNull();
    const elsewhere = { complaints: [complaint('2026-06-08', { clinicId: 'clinic-2' })] };
    // It is a contact all the same.
    expect(because({}, elsewhere)).toBe('fatigue-days');
    expect(
      choose([candidate()], standing(elsewhere), { ...rules, complaint_days: 0 }, TODAY).winner,
    ).not.toBeNull();
  });

  test('at most one visit wins, the one where answers are fewest, and each other has its reason', () => {
    const visits = fc.uniqueArray(
      fc.record({
        id: fc.stringMatching(/^[a-z]{1,4}$/),
        day: fc.constantFrom('2026-06-08', '2026-06-09'),
        answers: fc.nat(5),
        hasForm: fc.boolean(),
      }),
      { selector: ({ id }) => id, maxLength: 6 },
    );
    fc.assert(
      fc.property(visits, (some) => {
        const all = some.map(candidate);
        const { winner, among, refused } = choose(all, standing(), rules, TODAY);
        const free = all.filter(({ hasForm }) => hasForm);
        expect(winner === null).toBe(free.length === 0);
        expect(refused).toHaveLength(all.length - (winner ? 1 : 0));
        expect(among).toBe(free.length);
        if (winner) expect(winner.answers).toBe(Math.min(...free.map(({ answers }) => answers)));
        for (const { id, because: why } of refused) {
          const one = all.find((visit) => visit.id === id)!;
          const lost = one.day === winner?.day ? 'second-visit-of-day' : 'lost-to-fewer';
          expect(why).toBe(one.hasForm ? lost : 'no-form');
        }
        // The order in which they were reported changes nothing.
        expect(choose(all.toReversed(), standing(), rules, TODAY).winner).toEqual(winner);
      }),
    );
  });
});

describe('the moment of a letter', () => {
  const zones = [
    'Europe/Kaliningrad',
    'Europe/Moscow',
    'Asia/Yekaterinburg',
    'Asia/Kamchatka',
    // Their clocks are changed.
    'Europe/Berlin',
    'America/Santiago',
  ];
  const hour = (zone: string, at: Date): number =>
    Number(
      new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' })
        .format(at)
        .slice(0, 2),
    );

  test('never falls into the night where it is read, nor does its reminder', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (endedAt, zone) => {
          const at = sendTime(rules, { zone, endedAt, now: endedAt });
          const again = reminderTime(rules, zone, at);
          for (const one of [at, again, outsideQuiet(zone, endedAt, rules.quiet)]) {
            expect(hour(zone, one)).toBeGreaterThanOrEqual(9);
            expect(hour(zone, one)).toBeLessThan(21);
          }
          expect(again.getTime()).toBeGreaterThan(at.getTime());
          expect(decisionTime(rules, zone, endedAt).getTime()).toBeLessThan(at.getTime());
        },
      ),
    );
  });

  test('is ten o’clock on days whose clock is changed', () => {
    const berlin = (ended: string) =>
      sendTime(rules, {
        zone: 'Europe/Berlin',
        endedAt: new Date(ended),
        now: new Date(ended),
      }).toISOString();
    expect(berlin('2026-03-28T12:00:00Z')).toBe('2026-03-29T08:00:00.000Z');
    expect(berlin('2026-10-24T12:00:00Z')).toBe('2026-10-25T09:00:00.000Z');
  });
});

describe('a letter whose time has come', () => {
  const leaving = {
    invitation_state: 'planned',
    expires_on: '2026-07-01',
    place_id: 'p',
    organisation_id: null,
    address_sealed: 'x',
    suppressed_on: null,
    soft_until: null,
    stopped_on: null,
    stopped_senders: [],
  };
  test.each([
    [{}, null],
    [{ invitation_state: 'open' }, null],
    [{ invitation_state: 'spent' }, 'answered'],
    [{ invitation_state: 'closed' }, 'cancelled'],
    [{ expires_on: '2026-06-09' }, 'expired'],
    [{ address_sealed: '' }, 'erased'],
    [{ stopped_senders: ['place:p'] }, 'stopped'],
    [{ stopped_senders: ['place:q'] }, null],
    [{ suppressed_on: '2026-06-01' }, 'suppressed'],
    [{ soft_until: '2026-06-10' }, 'resting'],
    [{ soft_until: '2026-06-09' }, null],
  ])('%o: %s', (over, kept) => {
    expect(keptBecause({ ...leaving, ...over }, TODAY)).toBe(kept);
  });

  const unanswered = {
    state: 'open',
    expires_on: '2026-07-01',
    letter_state: 'sent',
    not_before: new Date('2026-06-06T07:00:00Z'),
    has_reminder: false,
    is_refusing: false,
    is_closed: false,
    others: [] as const,
  };
  const facts = {
    now: new Date('2026-06-10T07:00:00Z'),
    today: TODAY,
    reminder_days: 4,
    remind_other_way: false,
  };
  test.each([
    [{}, 'now'],
    [{ letter_state: 'in-doubt' }, 'now'],
    [{ letter_state: 'queued' }, 'later'],
    [{ not_before: new Date('2026-06-09T07:00:00Z') }, 'later'],
    [{ letter_state: 'failed' }, 'never'],
    [{ letter_state: 'void' }, 'never'],
    [{ state: 'spent' }, 'never'],
    [{ state: 'closed' }, 'never'],
    [{ has_reminder: true }, 'never'],
    [{ is_refusing: true }, 'never'],
    [{ is_refusing: true, others: ['sms'] as const }, 'never'],
    [{ is_closed: true }, 'never'],
    [{ is_closed: true, others: ['sms'] as const }, 'other-way'],
    [{ letter_state: 'failed', others: ['sms'] as const }, 'other-way'],
    [{ letter_state: 'failed', others: ['sms'] as const, state: 'spent' }, 'never'],
    [{ letter_state: 'failed', others: ['sms'] as const, has_reminder: true }, 'never'],
    [{ others: ['sms'] as const }, 'now'],
    [{ expires_on: TODAY }, 'never'],
  ])('is reminded of, %o: %s', (over, then) => {
    expect(remindsOf({ ...unanswered, ...over }, facts)).toBe(then);
  });
  test('goes by another way where the region says so of silence', () => {
    const other = { ...facts, remind_other_way: true };
    expect(remindsOf({ ...unanswered, others: ['sms'] }, other)).toBe('other-way');
    expect(remindsOf(unanswered, other)).toBe('now');
  });

  const QUIET = { from: '21:00', to: '09:00' };
  test.each([
    ['2026-06-10T10:00:00+03:00', 'morning', '2026-06-10T07:00:00.000Z'],
    ['2026-06-10T10:00:00+03:00', 'day', '2026-06-10T09:00:00.000Z'],
    ['2026-06-10T10:00:00+03:00', 'evening', '2026-06-10T14:00:00.000Z'],
    ['2026-06-10T18:00:00+03:00', 'day', '2026-06-11T09:00:00.000Z'],
    ['2026-06-10T23:00:00+03:00', 'evening', '2026-06-11T14:00:00.000Z'],
    ['2026-06-10T23:00:00+03:00', null, '2026-06-11T06:00:00.000Z'],
  ] as const)('at %s, in their %s, leaves at %s', (at, hours, then) => {
    const found = outsideAll('Europe/Moscow', new Date(at), quietsOf(QUIET, hours));
    expect(found.toISOString()).toBe(then);
  });
  test('a wish that leaves no hour of the day gives way to the region’s own quiet', () => {
    const early = { from: '12:00', to: '23:30' };
    const found = outsideAll('Europe/Moscow', new Date('2026-06-10T10:00:00+03:00'), [
      early,
      { from: '09:00', to: '12:30' },
      { from: '23:00', to: '09:30' },
    ]);
    expect(Number.isNaN(found.getTime())).toBe(false);
  });
});

describe('what a post office reports', () => {
  test.each([
    ['failed', '5.1.1', 'address'],
    ['failed', '5.1.10', 'address'],
    ['failed', '5.7.1', 'policy'],
    ['failed', '5.2.2', 'permanent'],
    ['failed', '', 'permanent'],
    ['failed', '4.4.7', 'temporary'],
    ['delayed', '5.1.1', 'delayed'],
    ['delayed', '4.4.1', 'delayed'],
    ['delivered', '2.0.0', 'delivered'],
    ['', '', 'unreadable'],
  ])('%s %s is %s', (action, status, kind) => {
    expect(kindOf({ action, status })).toBe(kind);
    expect(reportKind({ form: 'complaint', action, status })).toBe('complaint');
    expect(reportKind({ form: 'other', action, status })).toBe('unreadable');
  });

  test('is acted on by what it is and what came before', () => {
    const now = new Date('2026-06-10T09:00:00Z');
    const before = (hours: number, kind: 'permanent' | 'temporary') => ({
      kind,
      at: new Date(now.getTime() - hours * 3_600_000),
    });
    expect(verdictOn('address', [], now).act).toBe('suppress');
    expect(verdictOn('policy', [], now).act).toBe('nothing');
    expect(verdictOn('delayed', [], now).act).toBe('nothing');
    expect(verdictOn('complaint', [], now).act).toBe('stop');
    expect(verdictOn('permanent', [], now).act).toBe('nothing');
    expect(verdictOn('permanent', [before(1000, 'permanent')], now).act).toBe('suppress');
    expect(verdictOn('temporary', [before(71, 'temporary')], now).act).toBe('rest');
    expect(verdictOn('temporary', [before(73, 'temporary')], now).act).toBe('nothing');
    expect(verdictOn('temporary', [before(1, 'permanent')], now).act).toBe('nothing');
  });

  test('comes to an address of 128 bits in signs that keep their meaning in any case', () => {
    const some = Array.from({ length: 200 }, () => newBounceTicket());
    expect(new Set(some).size).toBe(200);
    for (const one of some) expect(one).toMatch(/^[a-z2-7]{26}$/);
  });
});
