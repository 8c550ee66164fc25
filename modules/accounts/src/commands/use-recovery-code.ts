import { AppError, defineCommand } from '@otklik/kernel';
import { secondFactorGuess } from '../guess.ts';
import { signedIn } from '../policy.ts';
import { recoveryCodeInput } from '../schema.ts';
import { recoveryCodesLeft, renewSession, spendRecoveryCode } from '../store/index.ts';
import { plainRecoveryCode } from '../totp.ts';

/** Gives the second factor by a recovery code, which is spent. @throws AppError credential-invalid, too-many-requests */
export const useRecoveryCode = defineCommand({
  name: 'accounts.use-recovery-code',
  input: recoveryCodeInput,
  limits: [{ per: 'principal', count_max: 10, window_s: 3600 }],
  guess: secondFactorGuess,
  policy: signedIn,
  async handle({ app, tx, input, subject }) {
    const { personId } = subject;
    const plain = `${personId}|${plainRecoveryCode(input.code)}`;
    const hash = app.ports.keys.hash('recovery-code', plain);
    if (!(await spendRecoveryCode(tx, personId, hash))) throw new AppError('credential-invalid');
    const sessionId = await renewSession(tx, subject);
    return { personId, sessionId, left: await recoveryCodesLeft(tx, personId) };
  },
});
