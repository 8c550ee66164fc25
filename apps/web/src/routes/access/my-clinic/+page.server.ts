import { localizePath, m } from '@otklik/i18n';
import type { Ages } from '@otklik/attachment';
import { fail, redirect } from '@sveltejs/kit';
import { refusedForm } from '#lib/server/form-errors.ts';
import { keepOwnClinic, ownClinics } from '#lib/server/own-clinics.ts';
import { registryOf } from '#lib/server/registry.ts';
import type { Actions, PageServerLoad } from './$types';

const agesIn = (form: FormData): Ages => (form.get('ages') === 'child' ? 'child' : 'adult');

/** Which clinics this browser remembers, by name; one that is gone is not shown. */
export const load: PageServerLoad = async ({ locals, cookies, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { registry, actor } = registryOf(locals);
  const named = async (ages: Ages) => {
    const code = ownClinics(cookies)[ages];
    const clinic = code ? await registry.getClinic(actor, { code }).catch(() => null) : null;
    return clinic
      ? [{ ages, code: clinic.code, nameRu: clinic.nameRu, nameEn: clinic.nameEn }]
      : [];
  };
  return {
    demo: locals.services.demo,
    kept: [...(await named('adult')), ...(await named('child'))],
  };
};

const CONTROLS = () => ({
  town: { label: m.attachment_town() },
  street: { label: m.attachment_street() },
  house: { label: m.attachment_house() },
});

export const actions: Actions = {
  /** The address comes in the body, so that it stands in no history and no log. */
  find: async ({ request, locals }) => {
    const form = await request.formData();
    const text = (name: string): string => String(form.get(name) ?? '').slice(0, 200);
    const typed = {
      ages: agesIn(form),
      town: text('town'),
      street: text('street'),
      house: text('house'),
    };
    try {
      const found = await locals.services.attachment.findClinic(locals.actor, typed);
      if (found.outcome === 'no-house')
        return fail(422, {
          problems: [{ field: 'house', text: m.attachment_no_house() }],
          typed,
          found: null,
        });
      return { problems: [], typed, found };
    } catch (thrown) {
      return refusedForm(thrown, typed, CONTROLS());
    }
  },
  keep: async ({ request, locals, cookies, url }) => {
    const form = await request.formData();
    const code = String(form.get('clinic') ?? '').slice(0, 80);
    keepOwnClinic({ cookies, url }, agesIn(form), code || null);
    const of = String(form.get('of') ?? '');
    const back =
      form.get('back') === 'clinic' && /^[a-z0-9-]{2,61}$/.test(of)
        ? `/clinics/${of}#attachment`
        : '/access/my-clinic';
    return redirect(303, localizePath(back, locals.locale));
  },
};
