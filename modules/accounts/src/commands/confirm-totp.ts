import { AppError, defineCommand } from '@otklik/kernel';
import { secondFactorGuess } from '../guess.ts';
import { RECOVERY_CODES } from '../model.ts';
import { signedIn } from '../policy.ts';
import { totpCodeInput } from '../schema.ts';
import {
  addRecoveryCodes,
  confirmFactor,
  endSessions,
  findFactor,
  hasFactor,
  removeFactor,
  renewSession,
} from '../store/index.ts';
import { tellOfChange } from '../tell.ts';
import { matchTotp, newRecoveryCode, plainRecoveryCode } from '../totp.ts';

/**
 * Ends the enrolment with a first code. Gives the recovery codes, once; other sessions end and this one
 * is renewed with the second factor given.
 *
 * @throws AppError credential-invalid, not-found (no enrolment), second-factor-required
 */
export const confirmTotp = defineCommand({
  name: 'accounts.confirm-totp',
  input: totpCodeInput,
  limits: [{ per: 'principal', count_max: 10, window_s: 900 }],
  guess: secondFactorGuess,
  async policy(context) {
    const person = signedIn(context);
    if (!person.secondFactor && (await hasFactor(context.tx, person.personId)))
      throw new AppError('second-factor-required');
    const factor = await findFactor(context.tx, person.personId, 'enrolling');
    if (!factor) throw new AppError('not-found');
    return { person, factor };
  },
  async handle({ app, tx, input, subject: { person, factor } }) {
    const step = matchTotp(factor.secret, input.code, tx.now, factor.lastStep);
    if (step === null) throw new AppError('credential-invalid');
    const { personId } = person;
    await removeFactor(tx, personId);
    await confirmFactor(tx, factor.id, step);
    const recoveryCodes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    const hashOf = (code: string) =>
      app.ports.keys.hash('recovery-code', `${personId}|${plainRecoveryCode(code)}`);
    await addRecoveryCodes(tx, personId, recoveryCodes.map(hashOf));
    await endSessions(tx, personId, person.sessionId);
    const sessionId = await renewSession(tx, person);
    await tellOfChange(tx, personId, 'totp-added');
    return { personId, sessionId, recoveryCodes };
  },
});
