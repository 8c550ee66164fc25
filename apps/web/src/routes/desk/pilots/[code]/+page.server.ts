import { m } from '@otklik/i18n';
import { leadFrom } from '#lib/server/desk.ts';
import { attempt } from '#lib/server/pilots.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import type { RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** One pilot: who takes part, its last day, the way of its end and what it leaves. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const found = await services.pilots.getPilot(actor, { code: params.code }).catch(leadFrom(url));
  return { ...found, done: url.searchParams.get('done') };
};

type Event = Pick<RequestEvent, 'request' | 'locals' | 'url'> & { params: { code: string } };
type Pilots = App.Locals['services']['pilots'];
type Typed = Record<string, string>;

/** One deed about the pilot of the page; done, the page says so. */
const deed =
  (
    done: string,
    work: (
      pilots: Pilots,
      actor: App.Locals['actor'],
      code: string,
      typed: Typed,
    ) => Promise<unknown>,
    labels: () => Readonly<
      Record<string, { label: string; field: string; kind?: 'moment' }>
    > = () => ({}),
  ) =>
  async ({ request, locals, params, url }: Event) => {
    const typed = typedOf(await request.formData());
    return attempt(
      { url },
      typed,
      async () => {
        await work(locals.services.pilots, locals.actor, params.code, typed);
        return `/desk/pilots/${params.code}?done=${done}`;
      },
      labels(),
    );
  };

export const actions: Actions = {
  known: deed(
    'added',
    (pilots, actor, pilot, typed) =>
      pilots.addPlace(actor, { pilot, place: { code: typed['known'] ?? '' } }),
    () => ({ 'place.code': { label: m.pilots_field_place_code(), field: 'known' } }),
  ),
  fresh: deed(
    'added',
    (pilots, actor, pilot, typed) =>
      pilots.addPlace(actor, {
        pilot,
        place: {
          code: typed['code'] ?? '',
          nameRu: typed['nameRu'] ?? '',
          ...(typed['nameEn'] ? { nameEn: typed['nameEn'] } : {}),
          sector: typed['sector'] ?? '',
          isState: typed['ownership'] !== 'other',
          isDemo: typed['demo'] === 'yes',
        },
      }),
    () => ({
      'place.nameRu': { label: m.pilots_field_place_name(), field: 'nameRu' },
      'place.nameEn': { label: m.pilots_field_place_name_en(), field: 'nameEn' },
      'place.code': { label: m.pilots_field_place_code(), field: 'code' },
    }),
  ),
  drop: deed('dropped', (pilots, actor, pilot, typed) =>
    pilots.dropPlace(actor, { pilot, place: typed['place'] ?? '' }),
  ),
  move: deed(
    'moved',
    (pilots, actor, code, typed) => pilots.moveEnd(actor, { code, to: typed['to'] ?? '' }),
    () => ({ to: { label: m.pilots_field_to(), field: 'to', kind: 'moment' } }),
  ),
  close: deed(
    'asked',
    (pilots, actor, code, typed) =>
      pilots.askClosing(actor, { code, linksUntil: typed['linksUntil'] ?? '' }),
    () => ({
      linksUntil: { label: m.pilots_field_links_until(), field: 'linksUntil', kind: 'moment' },
    }),
  ),
  confirm: deed('confirmed', (pilots, actor, code) => pilots.confirmClosing(actor, { code })),
  keep: deed('kept', (pilots, actor, code) => pilots.keepOpen(actor, { code })),
};
