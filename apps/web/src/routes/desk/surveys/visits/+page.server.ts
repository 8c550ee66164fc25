import { m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

const FAULTS_MAX = 200;

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return locals.services.surveys.describeVisitFile(locals.actor, {}).catch(leadFrom(url));
};

/** A file that is none at all, told by its reason. */
function refusedFile(thrown: unknown) {
  const reason = isAppError(thrown) ? thrown.data['reason'] : undefined;
  if (!isAppError(thrown) || typeof reason !== 'string') return refusedForm(thrown, {});
  const columns = thrown.data['columns'];
  const told = Array.isArray(columns) ? `${reason}: ${columns.join(', ')}` : reason;
  return fail(422, {
    problems: [{ field: 'file', text: m.survey_mail_fault_file({ reason: told }) }],
    typed: {},
  });
}

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const file = (await request.formData()).get('file');
    const bytes =
      file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
    try {
      const { counts, faults } = await locals.services.importVisits(locals.actor, bytes);
      return {
        problems: [],
        typed: {},
        report: { counts, all: faults.length, faults: faults.slice(0, FAULTS_MAX) },
      };
    } catch (thrown) {
      return refusedFile(thrown);
    }
  },
};
