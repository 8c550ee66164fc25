import { defineCommand } from '@otklik/kernel';
import { fieldsToResponse, judge, type Form } from '@otklik/questionnaire';
import { stepsOf } from '@otklik/survey-forms';
import { openLink } from '../answer-link.ts';
import { onlyVisitor } from '../policy.ts';
import { saveDraft as input } from '../schema.ts';
import { findDraft, keepDraft } from '../store/drafts.ts';

/** What is wrong on one page: rule and item of each fault, never what was typed. */
function faultsOn(form: Form, items: readonly object[], step: readonly string[]) {
  const whole = { resourceType: 'QuestionnaireResponse', status: 'completed', item: items };
  const isOnPage = (linkId: string | null): boolean => {
    let def = linkId === null ? null : (form.byLinkId.get(linkId) ?? null);
    while (def?.parent) def = def.parent;
    return def?.linkId !== null && def?.linkId !== undefined && step.includes(def.linkId);
  };
  return judge(form, whole)
    .findings.filter(
      ({ level, rule, linkId }) => level === 'error' && rule !== 'notEnabled' && isOnPage(linkId),
    )
    .map(({ rule, linkId }) => ({ rule, linkId: linkId! }));
}

/**
 * Keeps one page of a form under its link, faults included, and says what is wrong on it. Another copy than the link
 * opens it with nothing.
 * @throws AppError not-found, link-expired, invalid-input
 */
export const saveDraft = defineCommand({
  name: 'survey-answers.save-draft',
  input,
  policy: onlyVisitor,
  limits: [{ per: 'origin', count_max: 600, window_s: 600 }],
  async handle({ app, tx, input: { token, fields, step } }) {
    const { invited, form } = await openLink(tx, token);
    const { keys } = app.ports;
    const before = await findDraft(tx, keys, token);
    const items = fieldsToResponse(form, fields, { item: before?.items ?? [] }, { step });
    const { formId, formVersion, expiresOn } = invited;
    await keepDraft(tx, keys, token, { formId, formVersion, expiresOn, items });
    return {
      items,
      steps: stepsOf(form, { item: items }),
      faults: faultsOn(form, items, step),
    };
  },
  audit: () => ({ object: '' }),
});
