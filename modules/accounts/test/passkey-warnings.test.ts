import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const urlOf = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
/** In a process of its own: Node prints each of its warnings once. */
const SCRIPT = `
  const { createAnswer, getAnswer, newSoftPasskey } = await import(${urlOf('../../../tests/support/soft-authenticator.ts')});
  const keys = await import(${urlOf('../src/passkeys.ts')});
  const passkey = newSoftPasskey();
  const asked = { publicUrl: 'https://otklik.example/', challenge: 'c'.repeat(43) };
  await keys.registrationOptions({ ...asked, personId: '00000000-0000-7000-8000-000000000001', name: 'a', present: [] });
  await keys.authenticationOptions(asked);
  const made = await keys.verifyRegistration({ ...asked, credential: createAnswer(passkey, asked) });
  await keys.verifyProof({
    ...asked,
    credential: getAnswer(passkey, asked),
    passkey: { credential_id: made.credentialId, public_key: made.publicKey, sign_count: 0 },
  });
  console.log('proved');
`;

it('the first passkey of a process makes Node say nothing', () => {
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    encoding: 'utf8',
  });
  expect([run.stdout.trim(), run.stderr]).toEqual(['proved', '']);
});
