import { defineCommand } from '@otklik/kernel';
import { noted } from '../note.ts';
import { oneself } from '../policy.ts';
import { addReferral as input } from '../schema.ts';
import { groundOf } from '../store/ground.ts';
import { addOwn } from '../store/referrals.ts';

/**
 * Somebody notes a referral of their own.
 * @throws AppError invalid-input (`kind`, `specialty`, days), not-found (`clinic`), move-impossible (`too-many-referrals`)
 */
export const addReferral = defineCommand({
  name: 'guarantees.add-referral',
  input,
  limits: [{ per: 'principal', count_max: 60, window_s: 86_400, actors: ['person'] }],
  policy: oneself,
  async handle({ tx, subject: personId, input: asked }) {
    const { facts, look, told } = await noted(tx, await groundOf(tx), asked);
    return { id: await addOwn(tx, personId, facts, { ...look, told, told_hash: null }) };
  },
  audit: ({ output }) => ({ object: `referral:${output.id}`, after: 'noted' }),
});
