import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLate } from '../src/model/clocks.ts';
import {
  OWED_BY,
  PAUSES_MAX,
  ruleOf,
  SETTLED_STATES,
  STAGES,
  STATES,
  stagesOf,
} from '../src/model/moves.ts';
import { make, MOVE_NAMES, movesNow, walks } from './walk.ts';

const RUNS = { numRuns: 120 };
const paused = ['return-message', 'ask-author', 'accept-interim'];

describe('any way through the table', () => {
  test('the walks come to every state and make every move', () => {
    const states = new Set<string>();
    const moves = new Set<string>();
    fc.assert(
      fc.property(walks, ({ walk }) => {
        for (const { before, after, move } of walk) {
          for (const { state } of [before, after.facts]) states.add(String(state));
          moves.add(move);
        }
      }),
      { numRuns: 1500, seed: 7 },
    );
    expect(STATES.filter((state) => !states.has(state))).toEqual([]);
    expect(MOVE_NAMES.filter((move) => !moves.has(move))).toEqual([]);
  });

  test('loses no clock: the owner’s runs, those set aside run on, and no other', () => {
    fc.assert(
      fc.property(walks, ({ opened, walk }) => {
        for (const { facts, due } of [opened, ...walk.map((step) => step.after)]) {
          const running = facts.clocks.filter((clock) => !clock.stoppedAt);
          const own = running.filter((clock) => stagesOf(facts.state).includes(clock.stage));
          const owed = OWED_BY[facts.state];
          expect(own).toHaveLength(owed?.stage ? 1 : 0);
          expect(due.stage).toBe(own[0]?.stage ?? null);
          expect(due.at).toEqual(own[0]?.dueAt ?? null);
          const aside = facts.state === 'danger' ? stagesOf(facts.back) : [];
          for (const clock of running.filter((one) => !own.includes(one)))
            expect([...aside, ...(facts.proposal ? ['proposal'] : [])]).toContain(clock.stage);
          if (facts.state === 'danger' && facts.back !== 'draft')
            expect(running.some((clock) => aside.includes(clock.stage))).toBe(true);
          const proposals = running.filter((clock) => clock.stage === 'proposal');
          expect(proposals).toHaveLength(facts.proposal ? 1 : 0);
        }
      }),
      RUNS,
    );
  });

  test('an unsettled case has an owner and a way on, a settled one owes nothing', () => {
    fc.assert(
      fc.property(walks, ({ opened, walk }) => {
        for (const { facts, closed, entry } of [opened, ...walk.map((step) => step.after)]) {
          const owed = OWED_BY[facts.state];
          expect(closed).toBe(SETTLED_STATES.includes(facts.state));
          expect(owed === undefined).toBe(closed);
          if (!owed) continue;
          const own = movesNow(facts, entry.at).filter((move) =>
            ruleOf(move).by.includes(owed.role),
          );
          // A case set aside from `draft` waits for its own address, and for the duty moderator.
          expect(own, facts.state).not.toEqual([]);
        }
      }),
      RUNS,
    );
  });

  test('takes two pauses at most, however it goes', () => {
    fc.assert(
      fc.property(walks, ({ walk }) => {
        const taken = walk.filter(({ move }) => paused.includes(move)).length;
        expect(taken).toBeLessThanOrEqual(PAUSES_MAX);
        expect(walk.at(-1)?.after.facts.pauses ?? 0).toBe(taken);
      }),
      RUNS,
    );
  });

  test('never loses lateness: what was late once stays late, through reopening too', () => {
    fc.assert(
      fc.property(walks, ({ walk }) => {
        const late = new Set<number>();
        for (const { at, before, after } of walk) {
          for (const [index, clock] of before.clocks.entries())
            if (clock.late || (!clock.stoppedAt && isLate(clock, at))) late.add(index);
          for (const index of late) {
            const clock = after.facts.clocks[index]!;
            expect(clock.stoppedAt ? clock.late : isLate(clock, at)).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  test('keeps what was: clocks only stop, go on with a pause, are recounted, or are added', () => {
    fc.assert(
      fc.property(walks, ({ walk }) => {
        for (const { at, before, after, move } of walk) {
          const rule = ruleOf(move);
          for (const [index, was] of before.clocks.entries()) {
            const is = after.facts.clocks[index]!;
            expect([is.stage, is.round, is.startedAt]).toEqual([
              was.stage,
              was.round,
              was.startedAt,
            ]);
            expect(is.pauses.slice(0, was.pauses.length)).toEqual(was.pauses);
            if (!rule.recounts) expect(is.term).toEqual(was.term);
            if (rule.recounts === 'shorter-wins' && was.dueAt)
              expect(is.dueAt!.getTime()).toBeLessThanOrEqual(was.dueAt.getTime());
            if (after.touched.includes(index)) continue;
            expect(is).toEqual(was);
          }
          const added = after.facts.clocks.length - before.clocks.length;
          expect(added).toBe(rule.starts ? 1 : 0);
          for (const clock of after.facts.clocks)
            if (clock.stoppedAt) expect(clock.late).toBe(isLate(clock, clock.stoppedAt));
          expect(after.entry).toMatchObject({ at, seq: after.facts.version, from: before.state });
          expect(after.facts.version).toBe(before.version + 1);
        }
      }),
      RUNS,
    );
  });

  test('comes out of danger where it went in, with every clock it had', () => {
    fc.assert(
      fc.property(walks, ({ walk }) => {
        for (const { before, after, move } of walk) {
          if (move !== 'false-alarm' && move !== 'pass-on-danger') continue;
          expect(after.facts.state).toBe(before.back);
          const ran = before.clocks.filter((c) => !c.stoppedAt && c.stage !== 'danger');
          for (const clock of ran) expect(after.facts.clocks).toContain(clock);
        }
      }),
      RUNS,
    );
  });

  test('counts rounds: each has one reply clock of its own at most, and one clock a stage runs', () => {
    fc.assert(
      fc.property(walks, ({ walk }) => {
        const last = walk.at(-1)?.after.facts;
        if (!last) return;
        expect(last.round).toBe(1 + walk.filter(({ move }) => ruleOf(move).newRound).length);
        expect(last.disputes).toBe(
          walk.filter(({ before, after }) => after.facts.disputes > before.disputes).length,
        );
        for (const stage of STAGES)
          expect(
            last.clocks.filter((c) => c.stage === stage && !c.stoppedAt).length,
          ).toBeLessThanOrEqual(1);
        expect(last.clocks.filter((clock) => clock.stage === 'reply').length).toBeLessThanOrEqual(
          last.round,
        );
      }),
      RUNS,
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
