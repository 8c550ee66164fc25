import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { regionZone } from '#lib/server/region-zone.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is wrong with sources of timetables, in words; and days on which clinics are closed. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const found = await services.access.listSources(actor, {}).catch(leadFrom(url));
  return {
    ...found,
    zone: await regionZone(locals),
    now: services.now(),
    done: url.searchParams.get('done'),
  };
};

const CONTROLS = () => ({
  clinic: { label: m.sources_closed_clinic() },
  from: { label: m.sources_closed_from(), kind: 'moment' as const },
  to: { label: m.sources_closed_to(), kind: 'moment' as const },
});

export const actions: Actions = {
  close: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    try {
      await locals.services.access.closeDays(locals.actor, {
        clinic: typed['clinic']?.trim() ?? '',
        from: typed['from'] ?? '',
        to: typed['to'] ?? '',
        open: typed['what'] === 'open',
      });
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, typed, CONTROLS());
    }
    redirect(303, localizePath('/desk/sources?done=closed', locals.locale));
  },
};
