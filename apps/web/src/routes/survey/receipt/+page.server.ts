import { m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail } from '@sveltejs/kit';
import { textIn } from '#lib/server/form-body.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { surveyVisitor } from '#lib/server/survey.ts';
import type { Actions, PageServerLoad } from './$types';

const RECEIPT_MAX = 300;

export const load: PageServerLoad = ({ setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return {};
};

const receiptIn = async (request: Request): Promise<string> =>
  textIn(await request.formData(), 'receipt').slice(0, RECEIPT_MAX) || '-';

function wordsFor(thrown: unknown): string | null {
  if (!isAppError(thrown)) return null;
  if (thrown.code === 'not-found') return m.survey_receipt_check_unknown();
  if (thrown.code === 'window-over') return m.survey_receipt_check_too_late();
  return thrown.data['reason'] === 'mistyped' ? m.survey_receipt_check_mistyped() : null;
}

function refusal(thrown: unknown, receipt: string) {
  const text = wordsFor(thrown);
  const typed = { receipt: receipt === '-' ? '' : receipt };
  if (text) return fail(422, { problems: [{ field: 'receipt', text }], typed });
  return refusedForm(thrown, typed, { receipt: { label: m.survey_receipt_check_code() } });
}

/** Only by POST: a receipt never stands in an address. Whoever is signed in asks as nobody in particular. */
export const actions: Actions = {
  look: async ({ request, locals }) => {
    const receipt = await receiptIn(request);
    try {
      const actor = surveyVisitor(locals.actor.region, request);
      const found = await locals.services.surveyAnswers.checkReceipt(actor, { receipt });
      return { found, typed: { receipt } };
    } catch (thrown) {
      return refusal(thrown, receipt);
    }
  },
  withdraw: async ({ request, locals }) => {
    const receipt = await receiptIn(request);
    try {
      const actor = surveyVisitor(locals.actor.region, request);
      await locals.services.surveyAnswers.withdrawAnswer(actor, { receipt });
      return { is_withdrawn: true as const, typed: { receipt: '' } };
    } catch (thrown) {
      return refusal(thrown, receipt);
    }
  },
};
