import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { error, redirect } from '@sveltejs/kit';
import type { Reason } from '#lib/crowd/words.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** One proposal, for a moderator to decide. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { services, actor } = locals;
  // Who works nowhere here is led to sign in before anything is said of the number.
  await services.crowd.listWaiting(actor, {}).catch(leadFrom(url));
  const found = await services.crowd
    .getProposal(actor, { number: params.number })
    .catch(leadFrom(url));
  if (found.eye !== 'moderator') error(404, 'not-found');
  return {
    proposal: found.proposal,
    own: found.own,
    findings: found.findings,
    now: services.now(),
  };
};

type Decision = 'show' | 'return' | 'reject';

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const { form, is_cut } = await formOrWords(request);
    const text = (name: string): string => textIn(form, name);
    const typed = {
      marked: text('marked'),
      reason: text('reason'),
      note: text('note'),
      decision: text('decision'),
    };
    if (is_cut) return tooLong(typed);
    const note = typed.note.trim();
    let judged;
    try {
      judged = await locals.services.crowd.judgeProposal(
        locals.actor,
        {
          number: params.number,
          version: Number(text('version')),
          decision: typed.decision as Decision,
          ...(typed.decision === 'show'
            ? { marked: typed.marked, acknowledged: text('acknowledged') === 'yes' }
            : { reason: typed.reason as Reason }),
          ...(note ? { note } : {}),
        },
        keyIn(form),
      );
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, typed, {
        marked: { label: m.crowd_desk_marked() },
        decision: { label: m.crowd_desk_decision(), kind: 'choice' },
        reason: { label: m.crowd_desk_reason(), kind: 'choice' },
        note: { label: m.crowd_desk_note() },
      });
    }
    redirect(303, localizePath(`/desk/crowd?done=${judged.state}`, locals.locale));
  },
};
