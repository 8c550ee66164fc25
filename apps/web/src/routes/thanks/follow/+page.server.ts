import { m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail } from '@sveltejs/kit';
import { textIn } from '#lib/server/form-body.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return { now: locals.services.now() };
};

const wrong = (receipt: string) =>
  fail(404, {
    problems: [{ field: 'receipt', text: m.thanks_follow_wrong() }],
    typed: { receipt },
  });

export const actions: Actions = {
  open: async ({ request, locals }) => {
    const receipt = textIn(await request.formData(), 'receipt').slice(0, 300);
    try {
      const view = await locals.services.thanks.followThanks(locals.actor, {
        receipt: receipt || '-',
      });
      return { view, typed: { receipt } };
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'not-found') return wrong(receipt);
      return refusedForm(thrown, { receipt }, { receipt: { label: m.thanks_follow_label() } });
    }
  },
  withdraw: async ({ request, locals }) => {
    const receipt = textIn(await request.formData(), 'receipt').slice(0, 300);
    try {
      await locals.services.thanks.withdrawThanks(locals.actor, { receipt: receipt || '-' });
      return { is_withdrawn: true as const, typed: { receipt: '' } };
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'not-found') return wrong(receipt);
      return refusedForm(thrown, { receipt }, { receipt: { label: m.thanks_follow_label() } });
    }
  },
};
