import { defineCommand, newSecret } from '@otklik/kernel';
import { administratorOver } from '../policy.ts';
import { keyValidTo } from '../key-term.ts';
import { newApiKey } from '../schema.ts';
import { addApiKey } from '../store/index.ts';

/** Makes a key for a machine and gives it once; only its hash is kept. @throws AppError already-exists */
export const createApiKey = defineCommand({
  name: 'accounts.create-api-key',
  input: newApiKey,
  stepUp: true,
  policy(context) {
    if (context.actor.kind === 'system' && context.actor.name === 'cli') return;
    administratorOver(context, { kind: 'region' });
  },
  async handle({ app, tx, input }) {
    const key = `otk_${newSecret()}`;
    const keyHash = app.ports.keys.hash('api-key', key);
    const { name, scopes, perHour, perDay, until, contactNote } = input;
    const validTo = await keyValidTo(tx, until);
    const quota = { perHour, perDay, validTo };
    const facts = { name, keyHash, scopes, contactNote: contactNote || null };
    const keyId = await addApiKey(tx, { ...facts, ...quota });
    return { keyId, key };
  },
  audit: ({ input, output }) => ({ object: `key:${output.keyId}`, after: input.scopes.join(',') }),
});
