import { leadFrom } from '#lib/server/desk.ts';
import { refusedFile } from '#lib/server/refused-file.ts';
import type { Actions, PageServerLoad } from './$types';

const FAULTS_MAX = 200;

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return locals.services.surveys.describeVisitFile(locals.actor, {}).catch(leadFrom(url));
};

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
