import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { orErrorPage } from '#lib/server/registry.ts';
import { problemsOfIssues, refusedForm, type Issue } from '#lib/server/form-errors.ts';
import { withWholeNumbers } from '#lib/clinics/names.ts';
import { backToDraft, targetIn } from '#lib/subscriptions/address.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { services, actor } = locals;
  const target = targetIn(url);
  const named = await orErrorPage(
    services.subscriptions.describeTarget(actor, { target: target as never }),
  );
  const mine = actor.kind === 'person' ? await services.subscriptions.listMine(actor, {}) : null;
  return {
    target,
    title: withWholeNumbers(named.title[locals.locale]),
    path: named.path,
    /** Where a draft of their own waits. */
    draft: backToDraft(url),
    asks_address: !mine?.hasAddress,
    puzzle:
      actor.kind === 'visitor'
        ? await services.proofOfWork.challenge('subscriptions.subscribe', services.now())
        : null,
  };
};

const controls = () => ({
  frequency: { label: m.subscriptions_frequency(), kind: 'choice' as const },
  email: { label: m.subscriptions_email(), kind: 'email' as const },
});

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const form = await request.formData();
    const text = (name: string): string => String(form.get(name) ?? '').slice(0, 2000);
    const typed = { frequency: text('frequency'), email: text('email').trim() };
    let done;
    try {
      done = await locals.services.subscriptions.subscribe(
        locals.actor,
        {
          target: targetIn(url) as never,
          frequency: typed.frequency as 'daily',
          locale: locals.locale,
          ...(typed.email ? { email: typed.email } : {}),
        },
        { proofOfWork: text('proof') || 'no-script' },
      );
    } catch (thrown) {
      if (isAppError(thrown) && thrown.data['reason'] === 'too-many-subscriptions')
        return fail(409, { problems: [{ text: m.subscriptions_too_many() }], typed });
      if (isAppError(thrown) && thrown.code === 'invalid-input')
        return fail(422, {
          problems: problemsOfIssues((thrown.data['issues'] ?? []) as Issue[], controls()),
          typed,
        });
      return refusedForm(thrown, typed, controls());
    }
    const draft = backToDraft(url);
    const next = done.asked
      ? `/subscribe/sent${draft ? '?from=complaint' : ''}`
      : draft
        ? `${draft}?followed`
        : '/my/subscriptions?done=subscribed';
    redirect(303, localizePath(next, locals.locale));
  },
};
