import { m } from '@otklik/i18n';
import { leadFrom } from '#lib/server/desk.ts';
import { attempt } from '#lib/server/pilots.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import { error } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Days, sectors and a name: organisations come after. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { mayChange, today } = await locals.services.pilots
    .listPilots(locals.actor, {})
    .catch(leadFrom(url));
  if (!mayChange) error(403, 'forbidden');
  return { today };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const form = await request.formData();
    const typed = typedOf(form);
    const sectors = form.getAll('sectors').map(String);
    return attempt(
      { url },
      { ...typed, sectors: sectors.join(' ') },
      async () => {
        const made = await locals.services.pilots.joinPilot(locals.actor, {
          code: typed['code'] ?? '',
          nameRu: typed['nameRu'] ?? '',
          ...(typed['nameEn'] ? { nameEn: typed['nameEn'] } : {}),
          from: typed['from'] ?? '',
          to: typed['to'] ?? '',
          sectors,
        });
        return `/desk/pilots/${made.code}?done=created`;
      },
      {
        nameRu: { label: m.pilots_field_name_ru() },
        nameEn: { label: m.pilots_field_name_en() },
        code: { label: m.pilots_field_code() },
        from: { label: m.pilots_field_from(), kind: 'moment' },
        to: { label: m.pilots_field_to(), kind: 'moment' },
        sectors: { label: m.pilots_field_sectors(), kind: 'choice' },
      },
    );
  },
};
