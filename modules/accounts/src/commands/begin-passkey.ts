import { defineCommand, newSecret } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { registrationOptions } from '../passkeys.ts';
import { signedIn } from '../policy.ts';
import { nothing } from '../schema.ts';
import { addChallenge, passkeysOf } from '../store/index.ts';

/** Begins the adding of a passkey: options for the browser. @throws AppError step-up-required */
export const beginPasskey = defineCommand({
  name: 'accounts.begin-passkey',
  input: nothing,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 30, window_s: 3600 }],
  policy: signedIn,
  async handle({ app, tx, subject }) {
    const { personId } = subject;
    const challenge = newSecret();
    const challengeHash = app.ports.keys.hash('passkey-challenge', challenge);
    await addChallenge(tx, { challengeHash, purpose: 'register', personId });
    const present = (await passkeysOf(tx, personId)).map((one) => one.credential_id);
    const name = (await addressOf(tx, personId))?.email ?? 'Otklik';
    const { publicUrl } = app.settings;
    const options = await registrationOptions({ publicUrl, challenge, personId, name, present });
    return { options: JSON.stringify(options) };
  },
});
