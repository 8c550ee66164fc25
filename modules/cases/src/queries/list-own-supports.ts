import { AppError, defineQuery, type Context } from '@otklik/kernel';
import { z } from 'zod';
import { supportedCases } from '../own-supports.ts';
import { supporterIn } from '../supporting.ts';

const input = z.strictObject({});

/** The cases that the signed-in person, or the holder of a receipt, said «me too» to, newest first. */
export const listOwnSupports = defineQuery({
  name: 'cases.list-own-supports',
  input,
  policy({ actor }: Context<z.output<typeof input>>) {
    if (actor.kind === 'visitor') throw new AppError('sign-in-required');
    const supporter = supporterIn(actor);
    if (!supporter) throw new AppError('forbidden');
    return supporter;
  },
  handle: ({ tx, subject: supporter }) => supportedCases(tx, supporter),
});
