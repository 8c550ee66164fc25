import { defineQuery } from '@otklik/kernel';
import { watchesSurveys } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { lastRounds } from '../store/rounds.ts';

const ROUNDS = 8;
/** Fewer people than this are told as «fewer». */
const SMALL = 5;

/** How attached people without a visit were drawn, round by round: counts of the region alone, and the probability. */
export const listAttached = defineQuery({
  name: 'surveys.list-attached',
  input,
  policy: watchesSurveys,
  async handle({ tx }) {
    const rounds = await lastRounds(tx, ROUNDS);
    const few = (n: number): number | null => (n > 0 && n < SMALL ? null : n);
    return {
      min: SMALL,
      rounds: rounds.map((round) => ({
        startsOn: round.starts_on,
        rate: Number(round.rate),
        monthsWithout: round.months_without,
        listed: few(round.listed),
        eligible: few(round.eligible),
        drawn: few(round.drawn),
      })),
    };
  },
});
