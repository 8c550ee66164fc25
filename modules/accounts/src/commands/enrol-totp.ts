import { AppError, defineCommand } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { signedIn } from '../policy.ts';
import { nothing } from '../schema.ts';
import { addFactor, hasFactor } from '../store/index.ts';
import { newTotpSecret, totpUri } from '../totp.ts';

/**
 * Begins the enrolment of an authenticator app: the secret and the address for its QR picture. It
 * counts after `confirm-totp`. Who has a factor gives it first: a stolen mailbox may not replace it.
 *
 * @throws AppError second-factor-required
 */
export const enrolTotp = defineCommand({
  name: 'accounts.enrol-totp',
  input: nothing,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 20, window_s: 3600 }],
  async policy(context) {
    const person = signedIn(context);
    if (!person.secondFactor && (await hasFactor(context.tx, person.personId)))
      throw new AppError('second-factor-required');
    return person;
  },
  async handle({ tx, subject }) {
    const secret = newTotpSecret();
    await addFactor(tx, subject.personId, secret);
    const address = await addressOf(tx, subject.personId);
    return { secret, uri: totpUri(secret, address?.email ?? 'Otklik') };
  },
});
