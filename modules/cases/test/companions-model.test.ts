import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  earliestOf,
  isLed,
  takesSupports,
  whyNotMerged,
  type Deadline,
  type Joined,
} from '../src/model/companions.ts';
import { STATES } from '../src/model/states.ts';

const one = (rest: Partial<Joined> = {}): Joined => ({
  id: 'a',
  kind: 'complaint',
  clinic_id: 'c',
  state: 'in-work',
  lead_id: null,
  members_count: 0,
  ...rest,
});

test.each([
  [{}, { id: 'a' }, 'itself'],
  [{}, { kind: 'appeal' }, 'other-kind'],
  [{}, { clinic_id: 'd' }, 'other-clinic'],
  [{}, { lead_id: 'c' }, 'lead-follows'],
  [{ members_count: 1 }, {}, 'member-leads'],
  [{ lead_id: 'c' }, {}, 'already-merged'],
  [{}, { state: 'answer-draft' }, 'lead-state'],
  [{}, { state: 'answered' }, 'lead-state'],
  [{ state: 'waiting-author' }, {}, 'member-state'],
  [{ state: 'submitted' }, {}, 'member-state'],
  [{ state: 'planned' }, { state: 'waiting-author' }, null],
  [{}, { members_count: 3 }, null],
] as const)('a case like %j and a lead like %j: %s', (member, lead, reason) => {
  expect(whyNotMerged(one(member), one({ id: 'b', ...lead }))).toBe(reason);
});

test('people join only where an answer is to come; members wait only for a lead that waits', () => {
  expect(STATES.filter(takesSupports)).toEqual([
    'in-work',
    'waiting-author',
    'planned',
    'answer-draft',
    'disputed',
  ]);
  expect(STATES.filter((state) => isLed({ state }))).toEqual([
    'in-work',
    'waiting-author',
    'planned',
    'answer-draft',
  ]);
});

const deadline: fc.Arbitrary<Deadline> = fc
  .option(fc.integer({ min: 0, max: 10_000 }))
  .map((minute) => ({ at: minute === null ? null : new Date(minute * 60_000), date: null }));

test('a lead is due when the earliest of all is, whatever their order', () => {
  fc.assert(
    fc.property(deadline, fc.array(deadline, { maxLength: 6 }), (own, members) => {
      const dates = [own, ...members].flatMap(({ at }) => (at ? [at.getTime()] : []));
      const due = earliestOf(own, members).at?.getTime() ?? null;
      expect(due).toBe(dates.length > 0 ? Math.min(...dates) : null);
      expect(earliestOf(own, members.toReversed()).at?.getTime() ?? null).toBe(due);
    }),
  );
});
