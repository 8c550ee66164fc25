import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect } from '@sveltejs/kit';
import { dropProposalToken, proposalToken } from '#lib/server/crowd.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import type { Actions, PageServerLoad } from './$types';

/** The form of a proposal, filled with what was begun elsewhere in this browser. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, cookies, setHeaders } = event;
  setHeaders({ 'cache-control': 'no-store' });
  const { services, actor, locale } = locals;
  const project = await orErrorPage(services.crowd.getProject(actor, { code: params.code }));
  const token = proposalToken(cookies);
  const draft = token
    ? await services.crowd.getDraft(actor, { token }).catch((thrown: unknown) => {
        if (!isAppError(thrown) || thrown.code !== 'not-found') throw thrown;
        dropProposalToken(event);
        return null;
      })
    : null;
  const back = localizePath(`/crowd/${project.code}/propose`, locale);
  return {
    project,
    draft,
    sign_in:
      actor.kind === 'person'
        ? null
        : `${localizePath('/sign-in', locale)}?back=${encodeURIComponent(back)}`,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, params, cookies } = event;
    const { form, is_cut } = await formOrWords(request);
    const text = (name: string): string => textIn(form, name);
    const typed = {
      text: text('text'),
      direction: text('direction'),
      clinic: text('clinic'),
      has_clinic: text('has_clinic'),
    };
    if (is_cut) return tooLong(typed);
    const token = text('begun') === 'yes' ? proposalToken(cookies) : undefined;
    let sent;
    try {
      sent = await locals.services.crowd.sendProposal(
        locals.actor,
        {
          project: params.code,
          direction: typed.direction,
          text: typed.text,
          ...(typed.clinic && typed.has_clinic === 'yes' ? { clinic: typed.clinic } : {}),
          ...(token ? { token } : {}),
        },
        keyIn(form),
      );
    } catch (thrown) {
      return refusedForm(thrown, typed, {
        direction: { label: m.crowd_new_direction(), kind: 'choice' },
        text: { label: m.crowd_new_text() },
      });
    }
    if (token) dropProposalToken(event);
    redirect(303, localizePath(`/crowd/proposals/${sent.number}?done=sent`, locals.locale));
  },
};
