import { AppError, defineCommand, principalOf } from '@otklik/kernel';
import { importRules as input } from '../schema-representation.ts';
import { putRule, representationRules } from '../store/representation.ts';

/** The rules that come with the program: once, what an administrator changed stays. @returns how many were new */
export const importRepresentationRules = defineCommand({
  name: 'complaints.import-representation-rules',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, actor, input: { rules } }) {
    if ((await representationRules(tx)).length > 0) return { imported: 0 };
    for (const rule of rules) await putRule(tx, rule, principalOf(actor));
    return { imported: rules.length };
  },
  audit: ({ output }) => ({ object: 'representation-rules', after: String(output.imported) }),
});
