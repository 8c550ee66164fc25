import { defineQuery } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import { z } from 'zod';
import { PROMISE_STATES, type PromiseState } from '../model/promise.ts';
import { countPromisesOf } from '../store/promises.ts';

const input = z.strictObject({ clinic: z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/) });

/**
 * How a clinic keeps what it promised: how many stand in each state. `due` are those of which its authors
 * were asked; silence is counted apart and never as kept.
 */
export const countPromises = defineQuery({
  name: 'cases.count-promises',
  input,
  policy: ({ tx, input: { clinic } }) => clinicByCode(tx, clinic),
  async handle({ tx, subject: { id } }) {
    const found = new Map((await countPromisesOf(tx, id)).map((one) => [one.state, one.total]));
    const states = Object.fromEntries(
      PROMISE_STATES.map((state) => [state, found.get(state) ?? 0]),
    ) as Record<PromiseState, number>;
    const total = PROMISE_STATES.reduce((sum, state) => sum + states[state], 0);
    return { states, total, due: total - states.promised };
  },
});
