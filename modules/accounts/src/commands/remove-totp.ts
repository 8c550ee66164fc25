import { AppError, defineCommand } from '@otklik/kernel';
import { secondFactorGuess } from '../guess.ts';
import { signedIn } from '../policy.ts';
import { totpCodeInput } from '../schema.ts';
import { endSessions, findFactor, removeFactor } from '../store/index.ts';
import { tellOfChange } from '../tell.ts';
import { matchTotp } from '../totp.ts';

/**
 * Removes the authenticator with one more code of it, and ends every session.
 *
 * @throws AppError credential-invalid, not-found, too-many-requests
 */
export const removeTotp = defineCommand({
  name: 'accounts.remove-totp',
  input: totpCodeInput,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 10, window_s: 3600 }],
  guess: secondFactorGuess,
  policy: signedIn,
  async handle({ tx, input, subject }) {
    const factor = await findFactor(tx, subject.personId, 'confirmed');
    if (!factor) throw new AppError('not-found');
    if (matchTotp(factor.secret, input.code, tx.now, factor.lastStep) === null)
      throw new AppError('credential-invalid');
    await removeFactor(tx, subject.personId);
    await endSessions(tx, subject.personId);
    await tellOfChange(tx, subject.personId, 'totp-removed');
    return { done: true as const };
  },
});
