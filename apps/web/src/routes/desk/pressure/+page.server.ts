import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

type Outcome = Parameters<App.Locals['services']['safeguards']['settlePressure']>[1]['outcome'];

/** What authors told a controller of pressure, and what came of it. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const reports = await services.safeguards.listPressure(actor, {}).catch(leadFrom(url));
  return { reports, done: url.searchParams.has('done'), now: services.now() };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const { form, is_cut } = await formOrWords(request);
    const text = (name: string): string => textIn(form, name);
    const typed = { id: text('id'), outcome: text('outcome'), finding: text('finding') };
    if (is_cut) return tooLong(typed);
    try {
      await locals.services.safeguards.settlePressure(locals.actor, {
        ...typed,
        outcome: typed.outcome as Outcome,
      });
    } catch (thrown) {
      if (refusalOf(thrown)?.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, typed, {
        outcome: {
          label: m.confidence_pressure_outcome(),
          kind: 'choice',
          field: `outcome-${typed.id}`,
        },
        finding: { label: m.confidence_pressure_finding(), field: `finding-${typed.id}` },
      });
    }
    redirect(303, localizePath('/desk/pressure?done', locals.locale));
  },
};
