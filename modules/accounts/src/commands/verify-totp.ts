import { AppError, defineCommand } from '@otklik/kernel';
import { secondFactorGuess } from '../guess.ts';
import { signedIn } from '../policy.ts';
import { totpCodeInput } from '../schema.ts';
import { findFactor, renewSession, takeStep } from '../store/index.ts';
import { matchTotp } from '../totp.ts';

/**
 * Gives the second factor in this session, which is renewed. A code is taken once.
 *
 * @throws AppError credential-invalid, not-found (not enrolled), too-many-requests
 */
export const verifyTotp = defineCommand({
  name: 'accounts.verify-totp',
  input: totpCodeInput,
  limits: [{ per: 'principal', count_max: 10, window_s: 900 }],
  guess: secondFactorGuess,
  policy: signedIn,
  async handle({ tx, input, subject }) {
    const factor = await findFactor(tx, subject.personId, 'confirmed');
    if (!factor) throw new AppError('not-found');
    const step = matchTotp(factor.secret, input.code, tx.now, factor.lastStep);
    if (step === null) throw new AppError('credential-invalid');
    await takeStep(tx, factor.id, step);
    const sessionId = await renewSession(tx, subject);
    return { personId: subject.personId, sessionId };
  },
});
