import { localizePath, m } from '@otklik/i18n';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import type { Actions, PageServerLoad } from './$types';

/** One proposal: what everybody reads, and for its author what became of it. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const { services, actor } = locals;
  const found = await orErrorPage(services.crowd.getProposal(actor, { number: params.number }));
  if (found.eye === 'moderator' && found.proposal.text === null) error(404, 'not-found');
  if (found.eye === 'author') setHeaders({ 'cache-control': 'no-store' });
  return {
    proposal: found.proposal,
    own: found.eye === 'author' ? found.own : null,
    done: url.searchParams.get('done'),
    now: services.now(),
  };
};

type Event = RequestEvent<{ number: string }>;

/** One deed of the author's; refused, the page keeps what was typed. */
const deed =
  (
    done: string,
    work: (
      crowd: App.Locals['services']['crowd'],
      actor: App.Locals['actor'],
      on: { number: string; version: number },
      text: string,
      options: ReturnType<typeof keyIn>,
    ) => Promise<unknown>,
  ) =>
  async ({ request, locals, params }: Event) => {
    const { form, is_cut } = await formOrWords(request);
    const typed = { text: textIn(form, 'text') };
    if (is_cut) return tooLong(typed);
    const on = { number: params.number, version: Number(textIn(form, 'version')) };
    try {
      await work(locals.services.crowd, locals.actor, on, typed.text, keyIn(form));
    } catch (thrown) {
      return refusedForm(thrown, typed, { text: { label: m.crowd_new_text() } });
    }
    redirect(303, localizePath(`/crowd/proposals/${params.number}?done=${done}`, locals.locale));
  };

export const actions: Actions = {
  mend: deed('mended', (crowd, actor, on, text, options) =>
    crowd.mendProposal(actor, { ...on, text }, options),
  ),
  withdraw: deed('withdrawn', (crowd, actor, on, _text, options) =>
    crowd.withdrawProposal(actor, on, options),
  ),
};
