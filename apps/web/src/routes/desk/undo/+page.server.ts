import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { whyNot } from '#lib/server/desk-bulk.ts';
import { returnPath } from '#lib/return-path.ts';
import type { Actions, PageServerLoad } from './$types';

const STEPS_MAX = 50;

export const load: PageServerLoad = () => ({});

/** `done` and `undo` of the step that was taken back must not be told again. */
function backTo(path: string): string {
  const url = new URL(path, 'http://here');
  for (const name of ['undo', 'was']) url.searchParams.delete(name);
  url.searchParams.set('done', 'undo');
  return url.pathname + url.search;
}

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const form = await request.formData();
    const { actor, services } = locals;
    const back = returnPath(form.get('back'), url.origin, localizePath('/desk'));
    const refused: { number: string | null; why: string }[] = [];
    for (const stepId of form.getAll('step').map(String).slice(0, STEPS_MAX)) {
      try {
        await services.desk.undoStep(actor, { stepId });
      } catch (thrown) {
        const refusal = refusalOf(thrown);
        if (!refusal || refusal.status === 401 || refusal.status >= 500) leadFrom(url)(thrown);
        else refused.push({ number: null, why: whyNot(refusal) });
      }
    }
    if (refused.length === 0) redirect(303, backTo(back));
    return { refused, back };
  },
};
