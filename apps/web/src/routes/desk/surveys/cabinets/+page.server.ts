import { m } from '@otklik/i18n';
import { leadFrom } from '#lib/server/desk.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import { attempt } from '#lib/server/survey-forms.ts';
import type { Actions, PageServerLoad } from './$types';

const PATH = '/desk/surveys/cabinets';

/** Cabinets of others that show people their own invitations. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return locals.services.surveyModes.listCabinets(locals.actor, {}).catch(leadFrom(url));
};

export const actions: Actions = {
  register: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    const { name = '', keyId = '', algorithm = '', publicKey = '' } = typed;
    return attempt(
      { url },
      typed,
      async () => {
        await locals.services.surveyModes.registerCabinet(locals.actor, {
          name,
          keyId: keyId.trim(),
          algorithm: algorithm as 'EdDSA',
          publicKey,
        });
        return PATH;
      },
      {
        name: { label: m.survey_modes_cabinet_name() },
        keyId: { label: m.survey_modes_cabinet_key() },
        algorithm: { label: m.survey_modes_cabinet_algorithm(), kind: 'choice' },
        publicKey: { label: m.survey_modes_cabinet_public() },
      },
    );
  },
  close: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    return attempt({ url }, typed, async () => {
      await locals.services.surveyModes.closeCabinet(locals.actor, { id: typed['id'] ?? '' });
      return PATH;
    });
  },
};
