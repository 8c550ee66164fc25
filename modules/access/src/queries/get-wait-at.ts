import { defineQuery, type Context } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import type { z } from 'zod';
import { waitAt as input } from '../schema.ts';
import { changeBefore } from '../store/read.ts';
import '../store/tables.ts';

/** The wait as it stood at a past moment: the last change point before it. */
export const getWaitAt = defineQuery({
  name: 'access.get-wait-at',
  input,
  policy: ({ tx, input: { clinic } }: Context<z.output<typeof input>>) => clinicByCode(tx, clinic),
  async handle({ tx, subject: clinic, input: { specialty, at } }) {
    const found = await changeBefore(tx, clinic.id, specialty, new Date(at));
    if (!found || found.silent) return { state: 'unknown' as const, since: found?.at ?? null };
    const state = found.k1_at ? ('places' as const) : ('full' as const);
    return { state, since: found.at, first: found.k1_at, third: found.k3_at };
  },
});
