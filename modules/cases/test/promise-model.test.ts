import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advancePromise,
  endOfDay,
  PROMISE_ACTS,
  PROMISE_STATES,
  promiseActsOf,
  promisesWithoutDate,
  silentAt,
  type PromiseAct,
  type PromiseFacts,
} from '../src/model/promise.ts';
import { basisOf, type Signing, type SigningRight } from '../src/model/signing.ts';

const ZONE = 'Europe/Moscow';
const DAY_MS = 86_400_000;
const dueAt = endOfDay(ZONE, '2026-06-15');
const fresh: PromiseFacts = { state: 'promised', dueAt, askedAt: null, late: false, zone: ZONE };

interface Step {
  readonly act: PromiseAct;
  readonly before: PromiseFacts;
  readonly after: PromiseFacts;
  readonly at: Date;
}

/** Any order of acts at any times; what the rules refuse does not happen. */
const walks = fc
  .array(
    fc.record({ act: fc.constantFrom(...PROMISE_ACTS), hours: fc.integer({ min: 1, max: 500 }) }),
    {
      maxLength: 12,
    },
  )
  .map((wishes): Step[] => {
    const steps: Step[] = [];
    let facts = fresh;
    let at = dueAt.getTime() - 10 * DAY_MS;
    for (const { act, hours } of wishes) {
      at += hours * 3_600_000;
      try {
        const after = advancePromise(facts, act, new Date(at));
        steps.push({ act, before: facts, after, at: new Date(at) });
        facts = after;
      } catch {
        // Refused by the rules: nothing has happened.
      }
    }
    return steps;
  });

describe('any way a promise may go', () => {
  test('every state is reached and every act made', () => {
    const states = new Set<string>(['promised']);
    const acts = new Set<string>();
    fc.assert(
      fc.property(walks, (steps) => {
        for (const { act, after } of steps) {
          states.add(after.state);
          acts.add(act);
        }
      }),
      { numRuns: 500, seed: 3 },
    );
    expect(PROMISE_STATES.filter((state) => !states.has(state))).toEqual([]);
    expect(PROMISE_ACTS.filter((act) => !acts.has(act))).toEqual([]);
  });

  test('only the author makes it kept or broken, and only once', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        const judged = steps.filter(({ after }) => ['kept', 'not-kept'].includes(after.state));
        expect(judged.length).toBeLessThanOrEqual(1);
        for (const { act } of judged) expect(['say-kept', 'say-broken']).toContain(act);
      }),
    );
  });

  test('silence follows only what the clinic has reported, fifteen whole days after asking', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        for (const { act, before, at } of steps) {
          if (act !== 'fall-silent') continue;
          expect(before.state).toBe('done');
          expect(at.getTime()).toBeGreaterThan(before.askedAt!.getTime() + 15 * DAY_MS);
        }
      }),
    );
  });

  test('lateness is never lost, and whoever does nothing stays overdue', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        let late = false;
        for (const { before, after, at, act } of steps) {
          if (late) expect(after.late).toBe(true);
          late = after.late;
          if (before.state === 'overdue') expect(after.state).not.toBe('silent');
          if (act === 'report' && at > dueAt) expect(after.late).toBe(true);
        }
      }),
    );
  });

  test('until the author has spoken there is a way on, for the author or for time', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        const facts = steps.at(-1)?.after ?? fresh;
        if (facts.state === 'kept' || facts.state === 'not-kept') return;
        const later = new Date(
          Math.max(dueAt.getTime(), silentAt(facts)?.getTime() ?? 0) + 40 * DAY_MS,
        );
        const ways = [
          ...promiseActsOf(facts, 'author', later),
          ...promiseActsOf(facts, 'system', later),
        ];
        expect(ways, facts.state).not.toEqual([]);
      }),
    );
  });
});

test('the day counts to its last instant where the clinic is', () => {
  expect(dueAt.toISOString()).toBe('2026-06-15T20:59:59.999Z');
  expect(endOfDay('Asia/Kamchatka', '2026-06-15').toISOString()).toBe('2026-06-15T11:59:59.999Z');
  expect(() => advancePromise(fresh, 'pass', dueAt)).toThrow();
  expect(advancePromise(fresh, 'pass', new Date(dueAt.getTime() + 1)).state).toBe('overdue');
});

test.each([
  ['Вторую дверь откроем после ремонта.', 0, true],
  ['В ближайшее время устраним.', 0, true],
  ['В ближайшее время устраним.', 1, false],
  ['Дверь открыта с понедельника, указатель висит.', 0, false],
])('«%s» with %i rows: told %s', (text, rows, told) => {
  expect(promisesWithoutDate(text, rows)).toBe(told);
});

describe('who signs', () => {
  const right = (
    kind: SigningRight['kind'],
    personId: string,
    fromDate: string,
    toDate: string | null,
  ): SigningRight => ({ kind, personId, fromDate, toDate });
  const plain: Signing = { personId: 'me', isHead: false, clinicHasHead: true, rights: [] };
  test.each([
    ['the head', { ...plain, isHead: true }, 'head'],
    ['an executor where there is a head', plain, null],
    [
      'a deputy on the first day',
      { ...plain, rights: [right('deputy', 'me', '2026-06-15', '2026-06-20')] },
      'deputy',
    ],
    [
      'a deputy on the last day',
      { ...plain, rights: [right('deputy', 'me', '2026-06-01', '2026-06-15')] },
      'deputy',
    ],
    [
      'a deputy whose time is over',
      { ...plain, rights: [right('deputy', 'me', '2026-06-01', '2026-06-14')] },
      null,
    ],
    [
      'a deputy whose time has not come',
      { ...plain, rights: [right('deputy', 'me', '2026-06-16', '2026-06-20')] },
      null,
    ],
    [
      'somebody else’s deputy',
      { ...plain, rights: [right('deputy', 'you', '2026-06-01', '2026-06-30')] },
      null,
    ],
    [
      'a signer where there is a head',
      { ...plain, rights: [right('signer', 'me', '2026-06-01', null)] },
      null,
    ],
    [
      'a signer where there is none',
      { ...plain, clinicHasHead: false, rights: [right('signer', 'me', '2026-06-01', null)] },
      'signer',
    ],
    [
      'another where one was named',
      { ...plain, clinicHasHead: false, rights: [right('signer', 'you', '2026-06-01', null)] },
      null,
    ],
    ['anybody where nobody was named', { ...plain, clinicHasHead: false }, 'signer'],
  ] as const)('%s', (_, signing, basis) => {
    expect(basisOf(signing, '2026-06-15')).toBe(basis);
  });

  test('no clinic is locked out: without a head’s account somebody always signs', () => {
    const people = ['me', 'you', 'she'];
    const rights = fc.array(
      fc.record({
        kind: fc.constantFrom('deputy' as const, 'signer' as const),
        personId: fc.constantFrom(...people),
        fromDate: fc.constantFrom('2026-05-01', '2026-06-15', '2026-07-01'),
        toDate: fc.constantFrom('2026-06-01', '2026-06-15', '2026-08-01'),
      }),
    );
    fc.assert(
      fc.property(rights, (given) => {
        const bases = people.map((personId) =>
          basisOf({ personId, isHead: false, clinicHasHead: false, rights: given }, '2026-06-15'),
        );
        expect(bases.some((basis) => basis !== null)).toBe(true);
      }),
    );
  });
});
