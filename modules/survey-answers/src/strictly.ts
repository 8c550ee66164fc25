import { AppError } from '@otklik/kernel';
import { judge, type Finding, type Form } from '@otklik/questionnaire';
import { expressionsFor } from './take-answer.ts';

const FINDINGS_MAX = 100;

/** A fault of a machine's response: rule and place in what it sent, never a value. */
export type JudgedFinding = Pick<Finding, 'severity' | 'code' | 'rule' | 'item' | 'answer'>;

/**
 * Judges a whole response strictly: an answer to what was not asked is a fault, and so is another form or version.
 * @throws AppError invalid-input with `judged`, unknown-reference { what: 'form-version' }
 */
export async function demandStrict(
  form: Form,
  version: string,
  { questionnaire, response }: { readonly questionnaire: string; readonly response: object },
): Promise<void> {
  if (questionnaire !== `${String(form.raw['url'])}|${version}`)
    throw new AppError('unknown-reference', { what: 'form-version' });
  const expressions = await expressionsFor(form);
  const whole = { resourceType: 'QuestionnaireResponse', status: 'completed', ...response };
  const { valid, findings } = judge(form, whole, expressions ? { expressions } : {});
  if (valid) return;
  const judged = findings
    .slice(0, FINDINGS_MAX)
    .map(({ severity, code, rule, item, answer }): JudgedFinding => ({
      severity,
      code,
      rule,
      item,
      answer,
    }));
  throw new AppError('invalid-input', { reason: 'response', judged });
}
