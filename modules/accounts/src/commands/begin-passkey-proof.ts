import { defineCommand, newSecret } from '@otklik/kernel';
import { authenticationOptions } from '../passkeys.ts';
import { atTheDoor } from '../policy.ts';
import { nothing } from '../schema.ts';
import { addChallenge } from '../store/index.ts';

/** Begins a sign-in, a second factor or a fresh proof by passkey: options for the browser, alike for everybody. */
export const beginPasskeyProof = defineCommand({
  name: 'accounts.begin-passkey-proof',
  input: nothing,
  limits: [{ per: 'origin', count_max: 120, window_s: 3600 }],
  policy: atTheDoor,
  async handle({ app, tx }) {
    const challenge = newSecret();
    const challengeHash = app.ports.keys.hash('passkey-challenge', challenge);
    await addChallenge(tx, { challengeHash, purpose: 'prove', personId: null });
    const { publicUrl } = app.settings;
    return { options: JSON.stringify(await authenticationOptions({ publicUrl, challenge })) };
  },
});
