import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { keepDraftToken } from '#lib/server/complaint-cookies.ts';
import { keepProposalToken } from '#lib/server/crowd.ts';
import { textIn } from '#lib/server/form-body.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { surveyVisitor } from '#lib/server/survey.ts';
import type { Actions, PageServerLoad } from './$types';

const RECEIPT_MAX = 300;

export const load: PageServerLoad = ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return { now: locals.services.now() };
};

const receiptIn = async (request: Request): Promise<string> =>
  textIn(await request.formData(), 'receipt').slice(0, RECEIPT_MAX);

function refusal(thrown: unknown, receipt: string) {
  if (isAppError(thrown) && thrown.code === 'not-found')
    return fail(404, {
      problems: [{ field: 'receipt', text: m.thanks_follow_wrong() }],
      typed: { receipt },
    });
  return refusedForm(thrown, { receipt }, { receipt: { label: m.survey_comments_own_code() } });
}

/** Only by POST: a receipt never stands in an address. */
export const actions: Actions = {
  look: async ({ request, locals }) => {
    const receipt = await receiptIn(request);
    try {
      const { services, actor: asking } = locals;
      const actor = surveyVisitor(asking.region, request);
      const own = await services.surveyComments.lookAtOwn(actor, { receipt: receipt || '-' });
      return { own, typed: { receipt } };
    } catch (thrown) {
      return refusal(thrown, receipt);
    }
  },
  withdraw: async ({ request, locals }) => {
    const receipt = await receiptIn(request);
    try {
      const { services, actor: asking } = locals;
      const actor = surveyVisitor(asking.region, request);
      await services.surveyComments.withdrawComment(actor, { receipt: receipt || '-' });
      return { is_withdrawn: true as const, typed: { receipt: '' } };
    } catch (thrown) {
      return refusal(thrown, receipt);
    }
  },
  appeal: async ({ request, locals }) => {
    const receipt = await receiptIn(request);
    try {
      const { services, actor: asking } = locals;
      const actor = surveyVisitor(asking.region, request);
      await services.surveyComments.appealRefusal(actor, { receipt: receipt || '-' });
      const own = await services.surveyComments.lookAtOwn(actor, { receipt });
      return { own, is_appealed: true as const, typed: { receipt } };
    } catch (thrown) {
      return refusal(thrown, receipt);
    }
  },
  complain: async (event) => {
    const receipt = await receiptIn(event.request);
    const { services, actor: asking, locale } = event.locals;
    const actor = surveyVisitor(asking.region, event.request);
    try {
      const begun = await services.surveyComments.beginComplaint(actor, {
        receipt: receipt || '-',
      });
      keepDraftToken(event, begun.token);
    } catch (thrown) {
      return refusal(thrown, receipt);
    }
    redirect(303, localizePath('/complaints/new/topic', locale));
  },
  propose: async (event) => {
    const receipt = await receiptIn(event.request);
    const { services, actor: asking, locale } = event.locals;
    const actor = surveyVisitor(asking.region, event.request);
    try {
      const begun = await services.surveyComments.beginProposal(actor, { receipt: receipt || '-' });
      keepProposalToken(event, begun.token);
    } catch (thrown) {
      return refusal(thrown, receipt);
    }
    redirect(303, localizePath('/crowd/propose', locale));
  },
};
