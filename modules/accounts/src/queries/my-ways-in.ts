import { defineQuery } from '@otklik/kernel';
import { addressOf, isConfirmed } from '@otklik/notices';
import { signedIn } from '../policy.ts';
import { nothing } from '../schema.ts';
import {
  findSession,
  hasTotp,
  identitiesOf,
  passkeysOf,
  providerNames,
  recoveryCodesLeft,
} from '../store/index.ts';

/** All by which one may sign in and prove oneself, and how sure this sign-in is. */
export const myWaysIn = defineQuery({
  name: 'accounts.my-ways-in',
  input: nothing,
  policy: signedIn,
  async handle({ tx, subject }) {
    const { personId, sessionId } = subject;
    const session = await findSession(tx, sessionId);
    const names = new Map((await providerNames(tx)).map((one) => [one.code, one]));
    const address = await addressOf(tx, personId);
    return {
      email: address?.email ?? null,
      emailConfirmed: address !== null && (await isConfirmed(tx, personId)),
      method: session?.method ?? 'link',
      assurance: session?.assurance ?? 'simple',
      provenAt: session?.proven_at ?? null,
      totp: await hasTotp(tx, personId),
      recoveryCodesLeft: await recoveryCodesLeft(tx, personId),
      identities: (await identitiesOf(tx, personId)).map((one) => ({
        identityId: one.id,
        provider: one.provider,
        nameRu: names.get(one.provider)?.name_ru ?? one.provider,
        nameEn: names.get(one.provider)?.name_en ?? one.provider,
        assurance: one.assurance,
        linkedAt: one.linked_at,
        lastUsedAt: one.last_used_at,
      })),
      passkeys: (await passkeysOf(tx, personId)).map((one) => ({
        passkeyId: one.id,
        name: one.name,
        userVerified: one.user_verified,
        createdAt: one.created_at,
        lastUsedDay: one.last_used_day,
      })),
    };
  },
});
