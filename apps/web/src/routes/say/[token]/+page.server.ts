import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

const DEAD = new Set([
  'link-expired',
  'not-found',
  'already-done',
  'move-impossible',
  'invalid-input',
]);
// Whoever is signed in here says it as the holder of the link, not as the person of the session.
const byLink = (actor: App.Locals['actor']): App.Locals['actor'] => ({
  kind: 'visitor',
  region: actor.region,
  origin: 'origin' in actor ? actor.origin : '',
});
const isDead = (thrown: unknown): boolean => isAppError(thrown) && DEAD.has(thrown.code);

// Looking spends nothing: scanners of mail open links, people press buttons.
export const load: PageServerLoad = async ({ locals, params }) => {
  try {
    const asked = await locals.services.cases.readAuthorLink(byLink(locals.actor), {
      token: params.token,
    });
    return { asked, now: locals.services.now() };
  } catch (thrown) {
    if (isDead(thrown)) return { asked: null, now: locals.services.now() };
    throw thrown;
  }
};

export const actions: Actions = {
  default: async ({ params, locals, request }) => {
    const form = await request.formData();
    const text = (name: string): string => String(form.get(name) ?? '').trim();
    const what = text('what');
    const typed = { unanswered: text('unanswered'), text: text('text'), note: text('note') };
    const word =
      what === 'verdict'
        ? {
            verdict: text('verdict'),
            ...(typed.unanswered ? { unanswered: typed.unanswered } : {}),
          }
        : what === 'question'
          ? { text: typed.text }
          : { kept: text('kept'), ...(typed.note ? { note: typed.note } : {}) };
    if (what === 'verdict' && text('verdict') === 'disputed' && !typed.unanswered)
      return fail(422, {
        is_dead: false,
        typed,
        problems: [{ field: 'unanswered', text: m.cases_say_unanswered_needed() }],
      });
    if (what === 'question' && !typed.text)
      return fail(422, {
        is_dead: false,
        typed,
        problems: [{ field: 'text', text: m.cases_say_reply_needed() }],
      });
    const input = { what, token: params.token, ...word };
    let said;
    try {
      said = await locals.services.cases.sayByLink(
        byLink(locals.actor),
        input as Parameters<typeof locals.services.cases.sayByLink>[1],
      );
    } catch (thrown) {
      if (isDead(thrown)) return fail(410, { is_dead: true, typed, problems: [] });
      const refusal = refusedForm(thrown, typed);
      return fail(refusal.status, { is_dead: false, typed, problems: refusal.data.problems });
    }
    redirect(303, localizePath(`/complaints/${said.number}?done=said`, locals.locale));
  },
};
