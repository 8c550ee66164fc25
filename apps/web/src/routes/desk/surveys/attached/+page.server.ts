import { currentLocale } from '@otklik/i18n';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedFile } from '#lib/server/refused-file.ts';
import type { Actions, PageServerLoad } from './$types';

const FAULTS_MAX = 200;

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const rounds = await services.surveys.listAttached(actor, {}).catch(leadFrom(url));
  const results = await services.surveyAnswers.getAccessResults(actor, { locale: currentLocale() });
  // Who watches and may bring no list sees no form.
  const file = await services.surveys.describeVisitFile(actor, {}).catch(() => null);
  return { ...rounds, results, columns: file?.attached ?? null };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const file = (await request.formData()).get('file');
    const bytes =
      file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
    try {
      const { counts, faults } = await locals.services.importAttached(locals.actor, bytes);
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
