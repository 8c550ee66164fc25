import { localizePath } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { ADD, REMOVE } from '@otklik/questionnaire';
import { fail, redirect } from '@sveltejs/kit';
import { keepReceipt, orLinkPage, tokenOf } from '#lib/server/survey.ts';
import { toldBy } from '#lib/server/survey-warning.ts';
import { aboutOf, lookAt, stepOf } from '#lib/server/survey-step.ts';
import type { Actions, PageServerLoad } from './$types';

const indexIn = (url: URL): number | undefined => {
  const step = url.searchParams.get('step');
  return step && /^\d{1,3}$/.test(step) ? Number(step) : undefined;
};
const pathOf = (index: number, rest = ''): string =>
  localizePath(`/survey/form?step=${index}${rest}`);

/** A page of the form whose link the cookie holds. */
export const load: PageServerLoad = async ({ locals, url, cookies }) => {
  const looked = await lookAt(locals, tokenOf(cookies));
  return {
    about: aboutOf(looked),
    step: stepOf(looked, indexIn(url)),
    isSaved: url.searchParams.has('saved'),
    isIncomplete: url.searchParams.has('incomplete'),
  };
};

/** Fields of the page as they came; our own begin with a tilde. */
function sent(form: FormData) {
  const words = (name: string): string[] =>
    form.getAll(name).filter((value): value is string => typeof value === 'string');
  const fields = [...form].flatMap(([name, value]) =>
    typeof value === 'string' && !['~item', '~nonce', '~to', '~sure'].includes(name)
      ? [[name, value] as [string, string]]
      : [],
  );
  const [to = 'next'] = words('~to');
  const [nonce = ''] = words('~nonce');
  return { fields, step: words('~item'), to, nonce, isSure: words('~sure').length > 0 };
}

/** Where the first fault of a whole form stands. */
function faultyStep(refusal: unknown): string | null {
  if (!isAppError(refusal) || !Array.isArray(refusal.data['findings'])) return null;
  const [first] = refusal.data['findings'] as { readonly linkId: string | null }[];
  return first?.linkId ?? null;
}

export const actions: Actions = {
  default: async ({ request, locals, url, cookies }) => {
    const { actor, services } = locals;
    const { surveyAnswers } = services;
    const token = tokenOf(cookies);
    const { fields, step, to, nonce, isSure } = sent(await request.formData());
    const here = indexIn(url) ?? 0;
    const saved = await surveyAnswers
      .saveDraft(actor, { token, fields, step })
      .catch((refusal: unknown) => {
        if (!isAppError(refusal)) throw refusal;
        return refusal;
      });
    // The same form sent again finds its invitation spent; its receipt is the same.
    const isSpent =
      isAppError(saved) && saved.code === 'link-expired' && saved.data['reason'] === 'spent';
    if (isAppError(saved) && !(isSpent && to === 'send')) {
      if (saved.code === 'invalid-input') return fail(422, { faults: [], isRefused: true });
      return orLinkPage(Promise.reject(saved));
    }
    const items = isAppError(saved) ? [] : saved.items;
    const steps = isAppError(saved) ? [] : saved.steps;
    // A group that repeats got one more, or one less: the page again.
    if (fields.some(([name]) => name === ADD || name === REMOVE)) redirect(303, pathOf(here));
    if (to === 'save') redirect(303, pathOf(here, '&saved'));
    if (to === 'back')
      redirect(303, pathOf(steps.findLast(({ index }) => index < here)?.index ?? 0));
    if (!isAppError(saved) && saved.faults.length > 0)
      return fail(422, { faults: saved.faults, isRefused: false });
    // Said once: whoever leaves it as it is goes on.
    if (!isSure && !isAppError(saved)) {
      const told = await toldBy(locals, token, { here, fields });
      if (told.length > 0) return fail(422, { faults: [], isRefused: false, told });
    }
    const next = steps.find(({ index }) => index > here);
    // An answer may have opened a further page.
    if (to === 'next' || next) redirect(303, pathOf(next?.index ?? here));
    try {
      const { receipt } = await surveyAnswers.finish(actor, {
        token,
        response: { item: [...items] },
        nonce,
      });
      keepReceipt(cookies, receipt);
    } catch (refusal) {
      const linkId = faultyStep(refusal);
      const faulty = linkId === null ? undefined : await stepWith(locals, token, linkId);
      if (faulty !== undefined) redirect(303, pathOf(faulty, '&incomplete'));
      if (isAppError(refusal) && refusal.code === 'invalid-input')
        return fail(422, { faults: [], isRefused: true });
      if (!isAppError(refusal)) throw refusal;
      return orLinkPage(Promise.reject(refusal));
    }
    redirect(303, localizePath('/survey/done'));
  },
};

/** The page on which an item stands. */
async function stepWith(
  locals: App.Locals,
  token: string,
  linkId: string,
): Promise<number | undefined> {
  const looked = await lookAt(locals, token);
  return looked.steps.find(({ index }) => linkId in stepOf(looked, index).labels)?.index;
}
