import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import { pairsAsText, pairsFrom } from '#lib/sources/pairs.ts';
import type { Actions, PageServerLoad } from './$types';

/** A source as it is kept, or the blank form of a new one, with the keys that may speak for it. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const keys = await services.accounts.listApiKeys(actor, {}).catch(leadFrom(url));
  const code = url.searchParams.get('source');
  const source = code
    ? await services.access.getSource(actor, { code }).catch(leadFrom(url))
    : null;
  return {
    keys: keys
      .filter(({ isLiving, scopes }) => isLiving && scopes.includes('slots:write'))
      .map(({ keyId, name }) => ({ keyId, name })),
    source: source && {
      ...source,
      places: pairsAsText(source.place_map),
      services: pairsAsText(source.service_map),
    },
  };
};

const CONTROLS = () =>
  ({
    code: { label: m.sources_code() },
    name: { label: m.sources_name() },
    kind: { label: m.sources_kind(), kind: 'choice' },
    url: { label: m.sources_url() },
    intervalMinutes: { label: m.sources_interval(), kind: 'number' },
    distance: { label: m.sources_distance(), kind: 'number' },
    zone: { label: m.sources_zone() },
    states: { label: m.sources_states() },
    places: { label: m.sources_places() },
    services: { label: m.sources_services() },
    keyId: { label: m.sources_key(), kind: 'choice' },
  }) as const;

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    try {
      await locals.services.access.putSource(locals.actor, {
        code: typed['code'] ?? '',
        name: typed['name'] ?? '',
        kind: typed['kind'] as 'push',
        intervalMinutes: typed['intervalMinutes'],
        distance: typed['distance'],
        places: pairsFrom(typed['places'] ?? ''),
        services: pairsFrom(typed['services'] ?? ''),
        states: (typed['states'] ?? '').split(/[\s,;]+/).filter((state) => state !== ''),
        stopped: typed['stopped'] === 'yes',
        ...(typed['url']?.trim() ? { url: typed['url'].trim() } : {}),
        ...(typed['zone']?.trim() ? { zone: typed['zone'].trim() } : {}),
        ...(typed['keyId'] === 'as-is' || typed['keyId'] === undefined
          ? {}
          : { keyId: typed['keyId'] === 'first' ? '' : typed['keyId'] }),
      });
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, typed, CONTROLS());
    }
    redirect(303, localizePath('/desk/sources?done=kept', locals.locale));
  },
};
