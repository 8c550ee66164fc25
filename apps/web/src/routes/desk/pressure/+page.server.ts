import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
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
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const text = (name: string): string => String(form.get(name) ?? '').slice(0, 20_000);
    const typed = { id: text('id'), outcome: text('outcome'), finding: text('finding') };
    try {
      await locals.services.safeguards.settlePressure(locals.actor, {
        ...typed,
        outcome: typed.outcome as Outcome,
      });
    } catch (thrown) {
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
