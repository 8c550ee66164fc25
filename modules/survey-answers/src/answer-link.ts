import { AppError, type Tx } from '@otklik/kernel';
import type { Form } from '@otklik/questionnaire';
import { formVersion } from '@otklik/survey-forms';
import { lookAtToken, type Invited } from '@otklik/surveys';

export interface OpenLink {
  readonly invited: Invited;
  readonly form: Form;
}

/**
 * The open invitation of a link with its form. Unknown, spent and expired links are looked for alike and answer
 * with a code each.
 * @throws AppError not-found, link-expired (with `reason`: spent or over)
 */
export async function openLink(tx: Tx, token: string): Promise<OpenLink> {
  const looked = await lookAtToken(tx, token);
  if (looked.state === 'unknown') throw new AppError('not-found');
  if (looked.state !== 'open') throw new AppError('link-expired', { reason: looked.state });
  const { invited } = looked;
  return { invited, form: await formVersion(tx, invited.formId, invited.formVersion) };
}
