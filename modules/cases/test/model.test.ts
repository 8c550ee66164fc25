import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAppError } from '@otklik/kernel';
import { advance, open, type CaseFacts } from '../src/model/advance.ts';
import { isLate } from '../src/model/clocks.ts';
import {
  FINAL_STATES,
  OWED_BY,
  ROLES,
  ruleOf,
  STAGES,
  STATES,
  type State,
} from '../src/model/moves.ts';
import { CALENDAR, make, MOVE_NAMES, movesFrom, START, TERMS, termsWith, walks } from './walk.ts';

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
  test('every state can be reached, and from every state that is not final a final one', () => {
    const reach = (from: State): Set<State> => {
      const seen = new Set<State>([from]);
      for (const state of seen) for (const move of movesFrom(state)) seen.add(ruleOf(move).to);
      return seen;
    };
    expect(STATES.filter((state) => !reach('draft').has(state))).toEqual([]);
    for (const state of STATES)
      expect([...reach(state)].some(isFinal), `${state} has an end`).toBe(true);
  });

  test('nothing leads out of a final state, something out of every other', () => {
    for (const state of STATES) expect(movesFrom(state).length === 0, state).toBe(isFinal(state));
  });

  test('every state that is not final has an owner who can make a move in it', () => {
    for (const state of STATES.filter((s) => !isFinal(s))) {
      const owner = OWED_BY[state];
      expect(owner, state).toBeDefined();
      const own = movesFrom(state).filter((move) => ruleOf(move).by.includes(owner!.role));
      expect(own, state).not.toEqual([]);
    }
    for (const state of FINAL_STATES) expect(OWED_BY[state]).toBeUndefined();
  });

  test('a move into a state with an owner starts or resumes the owner’s clock', () => {
    for (const move of MOVE_NAMES) {
      const rule = ruleOf(move);
      expect(rule.starts ?? rule.resumes ?? null, move).toBe(OWED_BY[rule.to]?.stage ?? null);
    }
  });

  test('a move out of a state stops that state’s clock', () => {
    for (const move of MOVE_NAMES)
      for (const state of ruleOf(move).from) {
        const stage = OWED_BY[state]?.stage;
        if (stage) expect(ruleOf(move).stops, `${move} from ${state}`).toBe(stage);
      }
  });
});

describe('any way through it', () => {
  test('loses no clock: the owner’s runs, and it is the only one', () => {
    fc.assert(
      fc.property(walks, ({ opened, walk }) => {
        for (const { facts, due } of [opened, ...walk.map((step) => step.after)]) {
          const stage = OWED_BY[facts.state]?.stage ?? null;
          const running = facts.clocks.filter((clock) => !clock.stoppedAt);
          expect(running.map((clock) => clock.stage)).toEqual(stage ? [stage] : []);
          expect(due.stage).toBe(stage);
          expect(due.at).toEqual(running[0]?.dueAt ?? null);
        }
      }),
    );
  });

  test('keeps what was: clocks only stop, go on with a pause, or are added', () => {
    fc.assert(
      fc.property(walks, ({ walk }) => {
        for (const { at, before, after, move } of walk) {
          for (const [index, was] of before.clocks.entries()) {
            const is = after.facts.clocks[index]!;
            expect([is.stage, is.round, is.startedAt, is.term]).toEqual([
              was.stage,
              was.round,
              was.startedAt,
              was.term,
            ]);
            if (after.touched.includes(index)) continue;
            expect(is).toEqual(was);
          }
          const added = after.facts.clocks.length - before.clocks.length;
          expect(added).toBe(ruleOf(move).starts ? 1 : 0);
          for (const clock of after.facts.clocks)
            if (clock.stoppedAt) expect(clock.late).toBe(isLate(clock, clock.stoppedAt));
          expect(after.entry).toMatchObject({ at, seq: after.facts.version, from: before.state });
          expect(after.facts.version).toBe(before.version + 1);
        }
      }),
    );
  });

  test('counts rounds and disputes: an upheld dispute is a new round, with a reply clock of its own', () => {
    fc.assert(
      fc.property(walks, ({ walk }) => {
        const upheld = walk.filter((step) => step.move === 'uphold-dispute').length;
        const last = walk.at(-1)?.after.facts;
        if (!last) return;
        expect(last.round).toBe(1 + upheld);
        expect(last.disputes).toBe(walk.filter((step) => step.move === 'dispute').length);
        for (let round = 1; round <= last.round; round += 1)
          for (const stage of STAGES)
            expect(
              last.clocks.filter((c) => c.stage === stage && c.round === round && !c.stoppedAt)
                .length,
            ).toBeLessThanOrEqual(1);
        expect(last.clocks.filter((clock) => clock.stage === 'reply').length).toBeLessThanOrEqual(
          last.round,
        );
      }),
    );
  });

  test('changes nothing of what it was given', () => {
    fc.assert(
      fc.property(walks, ({ walk }) => {
        for (const { before, move, at } of walk) {
          const copy = structuredClone(before);
          make(before, move, at);
          expect(before).toEqual(copy);
        }
      }),
      { numRuns: 30 },
    );
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
      for (const role of ROLES.filter((r) => !ruleOf(move).by.includes(r))) {
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
