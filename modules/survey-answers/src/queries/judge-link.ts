import { AppError, defineQuery } from '@otklik/kernel';
import { judge, loadExpressions } from '@otklik/questionnaire';
import { formVersion } from '@otklik/survey-forms';
import { lookAtToken } from '@otklik/surveys';
import { judgeLink as input } from '../judge-schema.ts';
import { onlyVisitor } from '../policy.ts';

function itemsOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError('invalid-input', { reason: 'not-json' });
  }
}

/**
 * Judges a whole response against the form of an open invitation, strictly: an answer to what was not asked is a
 * finding. Nothing is kept and nothing spent.
 *
 * @throws AppError not-found, link-expired, unknown-reference { what: 'form-version' } for another form or version
 */
export const judgeLink = defineQuery({
  name: 'survey-answers.judge-link',
  input,
  policy: onlyVisitor,
  limits: [{ per: 'origin', count_max: 600, window_s: 600 }],
  async handle({ tx, input: { token, questionnaire, item } }) {
    const looked = await lookAtToken(tx, token);
    if (looked.state === 'unknown') throw new AppError('not-found');
    // What is spent is for the command to answer: the same response again gets its receipt.
    if (looked.state === 'spent') return { findings: [] };
    if (looked.state === 'over') throw new AppError('link-expired', { reason: 'over' });
    const { formId, formVersion: version } = looked.invited;
    const form = await formVersion(tx, formId, version);
    if (questionnaire !== `${String(form.raw['url'])}|${version}`)
      throw new AppError('unknown-reference', { what: 'form-version' });
    const response = {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      item: itemsOf(item),
    };
    const { findings } = judge(form, response, { expressions: await loadExpressions() });
    return { findings };
  },
});
