import { defineQuery } from '@otklik/kernel';
import { regionAdministrator } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { allCabinets } from '../store/cabinets.ts';

/** The cabinets of others that were agreed upon. */
export const listCabinets = defineQuery({
  name: 'survey-modes.list-cabinets',
  input,
  policy: regionAdministrator,
  async handle({ tx }) {
    const found = await allCabinets(tx);
    return {
      cabinets: found.map(({ id, name, key_id, algorithm, valid_from, valid_to }) => ({
        id,
        name,
        keyId: key_id,
        algorithm,
        from: valid_from,
        until: valid_to,
      })),
    };
  },
});
