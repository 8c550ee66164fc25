import { defineCommand } from '@otklik/kernel';
import { CODE_days, newCode, plainCode } from '../model/code.ts';
import { oneself } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { putCode } from '../store/codes.ts';

const DAY_ms = 86_400_000;

/** Somebody agrees that a clinic sends their referrals: a code to be told there, shown once. An earlier one ends. */
export const makeCode = defineCommand({
  name: 'guarantees.make-code',
  input,
  limits: [{ per: 'principal', count_max: 10, window_s: 86_400, actors: ['person'] }],
  policy: oneself,
  async handle({ app, tx, subject: personId }) {
    const code = newCode();
    const until = new Date(tx.now.getTime() + CODE_days * DAY_ms);
    await putCode(tx, personId, app.ports.keys.hash('referral-code', plainCode(code)!), until);
    return { code, expiresAt: until };
  },
  audit: ({ subject }) => ({ object: `referral-code:${subject}`, after: 'made' }),
});
