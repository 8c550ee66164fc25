import { defineCommand } from '@otklik/kernel';
import { onlySystem } from '../policy.ts';
import { termsFile } from '../schema.ts';
import { addMissingTerms } from '../store/terms.ts';

/** Takes in the bundled terms of classes that the region has none for. Run again it changes nothing. */
export const importTerms = defineCommand({
  name: 'retention.import-terms',
  input: termsFile,
  policy: onlySystem,
  handle: async ({ tx, input: { terms } }) => ({ added: await addMissingTerms(tx, terms) }),
  audit: ({ output }) => ({ object: 'retention-terms', after: String(output.added) }),
});
