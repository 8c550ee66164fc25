import { defineCommand } from '@otklik/kernel';
import { regionAdministrator } from '../policy.ts';
import { putContact as input } from '../schema.ts';
import { writeContact } from '../store/contacts.ts';

/**
 * Writes whom to ask when a term is not kept: a new row, or the row of an id.
 * @throws AppError invalid-input, not-found, already-exists (`one_contact_per_name_and_start`)
 */
export const putContact = defineCommand({
  name: 'guarantees.put-contact',
  input,
  policy: regionAdministrator,
  async handle({ tx, input: { id, ...asked } }) {
    const written = await writeContact(tx, {
      ...(id === undefined ? {} : { id }),
      kind: asked.kind,
      nameRu: asked.nameRu,
      nameEn: asked.nameEn ?? null,
      phone: asked.phone ?? null,
      url: asked.url ?? null,
      validFrom: asked.validFrom ?? null,
      validTo: asked.validTo ?? null,
      verified: asked.verified,
    });
    return { id: written };
  },
  audit: ({ output, input: { verified } }) => ({
    object: `insurer-contact:${output.id}`,
    after: verified ? 'verified' : 'unverified',
  }),
});
