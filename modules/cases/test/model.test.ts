import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAppError } from '@otklik/kernel';
import { advance, open } from '../src/model/advance.ts';
import type { CaseFacts } from '../src/model/facts.ts';
import {
  DECIDED_BY,
  FINAL_STATES,
  OWED_BY,
  PROPOSAL_KINDS,
  ROLES,
  ruleOf,
  SETTLED_STATES,
  STATES,
  targetsOf,
  type State,
} from '../src/model/moves.ts';
import { CALENDAR, make, MOVE_NAMES, movesFrom, START, TERMS, termsWith } from './walk.ts';

const isFinal = (state: State | null): boolean => state !== null && FINAL_STATES.includes(state);
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    return isAppError(error) ? error.code : 'unexpected';
  }
};
const submitted = (): CaseFacts => open(TERMS, 'submitted', START, CALENDAR).facts;

describe('the table of moves', () => {
  const reach = (from: State): Set<State> => {
    const seen = new Set<State>([from]);
    for (const state of seen)
      for (const move of movesFrom(state)) for (const to of targetsOf(move, state)) seen.add(to);
    return seen;
  };

  test('every state can be reached, and from every state one where nobody owes anything', () => {
    expect(STATES.filter((state) => !reach('draft').has(state))).toEqual([]);
    for (const state of STATES)
      expect(
        [...reach(state)].some((one) => SETTLED_STATES.includes(one)),
        `${state} has an end`,
      ).toBe(true);
  });

  test('nothing leads out of a final state, something out of every other', () => {
    const leaves = (state: State) =>
      movesFrom(state).some((move) => targetsOf(move, state).some((to) => to !== state));
    for (const state of STATES) expect(leaves(state), state).toBe(!isFinal(state));
  });

  test('every state has an owner who can make a move in it, or nobody owes anything', () => {
    for (const state of STATES) {
      const owner = OWED_BY[state];
      expect(owner === undefined, state).toBe(SETTLED_STATES.includes(state));
      if (!owner) continue;
      const own = movesFrom(state).filter((move) => ruleOf(move).by.includes(owner.role));
      expect(own, state).not.toEqual([]);
    }
  });

  test('time alone leads out of every state in which the author or a promise is waited for', () => {
    for (const state of ['draft', 'returned', 'waiting-author', 'planned', 'answered'] as const) {
      const own = movesFrom(state).filter((move) => ruleOf(move).by.includes('system'));
      expect(
        own.some((move) => ruleOf(move).to !== 'danger'),
        state,
      ).toBe(true);
    }
  });

  test('a move into a state with an owner starts or resumes the owner’s clock', () => {
    for (const move of MOVE_NAMES) {
      const rule = ruleOf(move);
      if (rule.to === 'same' || rule.to === 'back') continue;
      const owed = OWED_BY[rule.to];
      const runs = [rule.starts, ...(rule.resumes ?? [])].filter((stage) => stage !== undefined);
      // The clock of a promise goes on running when its date has passed.
      if (move === 'plan-passed') expect(owed?.instead).toBe('planned');
      else if (owed?.stage) expect(runs, move).toContain(owed.stage);
      else expect(runs, move).toEqual([]);
    }
  });

  test('pauses are taken by the moves of the specification and by no other', () => {
    expect(MOVE_NAMES.filter((move) => ruleOf(move).pauses).sort()).toEqual([
      'accept-interim',
      'ask-author',
      'return-message',
    ]);
  });

  test('each kind of proposal is made by the clinic and decided by its decider, both ways', () => {
    for (const kind of PROPOSAL_KINDS) {
      const rules = MOVE_NAMES.map(ruleOf);
      expect(rules.filter((rule) => rule.proposes === kind).map((rule) => rule.by)).toEqual([
        ['executor'],
      ]);
      for (const outcome of ['accepted', 'refused'] as const)
        expect(
          rules.some(
            (rule) =>
              rule.outcome === outcome &&
              (rule.settles?.includes(kind) || rule.maySettle === kind) &&
              rule.by.includes(DECIDED_BY[kind]),
          ),
          `${kind} ${outcome}`,
        ).toBe(true);
    }
  });
});

describe('what a move refuses', () => {
  test('every move in every state it is not for', () => {
    for (const state of STATES)
      for (const move of MOVE_NAMES)
        if (!ruleOf(move).from.includes(state))
          expect(codeOf(() => make({ ...submitted(), state }, move, START))).toBe(
            'move-impossible',
          );
  });

  test('every role it is not for', () => {
    for (const move of MOVE_NAMES)
      for (const role of ROLES) {
        const { by, standIn } = ruleOf(move);
        if (by.includes(role) || standIn === role) continue;
        const facts = { ...submitted(), state: ruleOf(move).from[0]! };
        const reason = ruleOf(move).reasons?.[0];
        const refused = codeOf(() => advance(facts, { move, role, at: START, reason }, CALENDAR));
        expect(refused, `${move} by ${role}`).toBe('forbidden');
      }
  });

  test('a missing or foreign reason where a list is given', () => {
    for (const move of MOVE_NAMES.filter((m) => ruleOf(m).reasons))
      for (const reason of [undefined, '', 'because', 'constructor']) {
        const facts = { ...submitted(), state: ruleOf(move).from[0]! };
        const role = ruleOf(move).by[0]!;
        expect(codeOf(() => advance(facts, { move, role, at: START, reason }, CALENDAR))).toBe(
          'reason-required',
        );
      }
  });

  test('a date before the one on which the case came where it is', () => {
    const at = new Date(START.getTime() - 1);
    expect(codeOf(() => make(submitted(), 'publish', at))).toBe('move-impossible');
  });
});

describe('a clock that goes on', () => {
  const hours = (amount: number): CaseFacts =>
    open(
      termsWith({ amount, unit: 'hours', schedule: 'round-the-clock', rule: 'test' }),
      'submitted',
      START,
      CALENDAR,
    ).facts;
  const after = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000);

  test('has exactly what was left of it', () => {
    const minutes = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.array(fc.tuple(minutes, minutes), { minLength: 1, maxLength: 4 }),
        (amount, turns) => {
          let now = 0;
          let facts: CaseFacts = make(hours(amount), 'publish', after(now)).facts;
          let worked_min = 0;
          let paused_min = 0;
          for (const [work_min, wait_min] of turns) {
            now += work_min;
            worked_min += work_min;
            facts = make(facts, 'hand-in-answer', after(now)).facts;
            now += wait_min;
            // A pause after the deadline finds nothing left to keep.
            if (worked_min < amount * 60) paused_min += wait_min;
            facts = make(facts, 'return-answer', after(now)).facts;
          }
          const reply = facts.clocks.find((clock) => clock.stage === 'reply')!;
          expect(reply.pauses).toHaveLength(turns.length);
          expect(reply.dueAt).toEqual(after(amount * 60 + paused_min));
        },
      ),
    );
  });

  test('is never due earlier than before, in working days too', () => {
    const minutes = fc.integer({ min: 0, max: 30_000 });
    fc.assert(
      fc.property(minutes, minutes, (work_min, wait_min) => {
        const published = make(submitted(), 'publish', START).facts;
        const first = published.clocks.find((clock) => clock.stage === 'reply')!;
        const handedIn = make(published, 'hand-in-answer', after(work_min)).facts;
        const returned = make(handedIn, 'return-answer', after(work_min + wait_min));
        expect(returned.due.at!.getTime()).toBeGreaterThanOrEqual(first.dueAt!.getTime());
        if (wait_min === 0) expect(returned.due.at).toEqual(first.dueAt);
      }),
    );
  });

  test('promises no date in a year without a calendar, and the case goes on', () => {
    const late = new Date('2199-01-05T09:00:00Z');
    const opened = open(TERMS, 'submitted', late, CALENDAR).facts;
    const { due, facts } = make(opened, 'publish', late);
    expect(due).toEqual({ stage: 'reply', at: null, date: null });
    expect(facts.clocks.at(-1)!.derivation.missingYear).toBe(2199);
    expect(make(facts, 'hand-in-answer', late).facts.state).toBe('answer-draft');
  });
});
