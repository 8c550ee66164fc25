import { defineQuery } from '@otklik/kernel';
import { atTheDoor } from '../policy.ts';
import { nothing } from '../schema.ts';
import { providerNames } from '../store/index.ts';

/** Providers that a sign-in page may offer. */
export const listIdentityProviders = defineQuery({
  name: 'accounts.list-identity-providers',
  input: nothing,
  policy: atTheDoor,
  async handle({ tx }) {
    const rows = await providerNames(tx);
    return rows.map((row) => ({
      code: row.code,
      nameRu: row.name_ru,
      nameEn: row.name_en,
      audience: row.audience,
    }));
  },
});
