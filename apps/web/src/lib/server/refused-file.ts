import { m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail } from '@sveltejs/kit';
import { refusedForm } from '#lib/server/form-errors.ts';

/** A file that is none at all, told by its reason. */
export function refusedFile(thrown: unknown) {
  const reason = isAppError(thrown) ? thrown.data['reason'] : undefined;
  if (!isAppError(thrown) || typeof reason !== 'string') return refusedForm(thrown, {});
  const columns = thrown.data['columns'];
  const told = Array.isArray(columns) ? `${reason}: ${columns.join(', ')}` : reason;
  return fail(422, {
    problems: [{ field: 'file', text: m.survey_mail_fault_file({ reason: told }) }],
    typed: {},
  });
}
