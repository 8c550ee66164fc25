import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

/** Five numbers of a day, of clinics without a booking system. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const clinic = url.searchParams.get('clinic');
  const found = await services.access
    .listHandDays(actor, clinic ? { clinic } : {})
    .catch(leadFrom(url));
  return {
    ...found,
    done: url.searchParams.has('done'),
    today: services.now().toISOString().slice(0, 10),
  };
};

const CONTROLS = () =>
  ({
    specialty: { label: m.sources_specialty(), kind: 'choice' },
    day: { label: m.sources_by_hand_day(), kind: 'moment' },
    k1Days: { label: m.sources_by_hand_k1(), kind: 'number' },
    k3Days: { label: m.sources_by_hand_k3(), kind: 'number' },
    places7d: { label: m.sources_by_hand_places(), kind: 'number' },
    turnedAway: { label: m.sources_by_hand_turned(), kind: 'number' },
    noShow: { label: m.sources_by_hand_noshow(), kind: 'number' },
  }) as const;

/** A blank number is none, and not nought. */
const number = (text: string | undefined): number => (text?.trim() ? Number(text) : Number.NaN);

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    const { clinic = '', specialty = '', day = '' } = typed;
    try {
      await locals.services.access.putHandDay(locals.actor, {
        clinic,
        specialty,
        day,
        ...(typed['k1Days']?.trim() ? { k1Days: typed['k1Days'] } : {}),
        ...(typed['k3Days']?.trim() ? { k3Days: typed['k3Days'] } : {}),
        places7d: number(typed['places7d']),
        turnedAway: number(typed['turnedAway']),
        noShow: number(typed['noShow']),
      });
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, typed, CONTROLS());
    }
    const query = new URLSearchParams({ clinic, done: '' });
    redirect(303, localizePath(`/desk/by-hand?${query}`, locals.locale));
  },
};
