import { error, fail } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 100;
const CHANNELS = ['sms', 'messenger'] as const;

/** What would have gone to telephones; outside demo mode there is no such page. */
async function keptIn({ demo, messageBoxes }: App.Locals['services']) {
  if (!demo || messageBoxes.length === 0) error(404, 'not-found');
  const kept = (await Promise.all(messageBoxes.map((box) => box.list()))).flat();
  return kept.toSorted((a, b) => (a.keptAt < b.keptAt ? 1 : -1));
}

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const kept = await keptIn(locals.services);
  return {
    messages: kept.slice(0, SHOWN).map((one) => {
      const at = one.text.indexOf('http');
      const [link = ''] = at < 0 ? [''] : one.text.slice(at).split(/\s/);
      // The address of this demonstration, whatever name its reader uses for the machine.
      const path = link === '' ? null : new URL(link).pathname;
      const before = at < 0 ? one.text : one.text.slice(0, at);
      const after = at < 0 ? '' : one.text.slice(at + link.length);
      const { id, to, channel, keptAt } = one;
      return { id, to, channel, keptAt, before, link, path, after };
    }),
    done: url.searchParams.get('done'),
    now: locals.services.now(),
  };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const { services, actor } = locals;
    const id = String((await request.formData()).get('id') ?? '');
    const one = (await keptIn(services)).find((kept) => kept.id === id);
    const channel = CHANNELS.find((name) => name === one?.channel);
    if (!one || !channel) return fail(404, { outcome: 'unknown' });
    for (const box of services.messageBoxes) {
      const posted = box.reply(one.to, 'СТОП');
      const visitor = { kind: 'visitor', region: services.region, origin: 'demo-gateway' } as const;
      const done = await services.surveys
        .takeMessage(actor.kind === 'visitor' ? actor : visitor, { channel, ...posted })
        .catch(() => null);
      if (done) return { outcome: done.outcome };
    }
    return fail(500, { outcome: 'unknown' });
  },
};
