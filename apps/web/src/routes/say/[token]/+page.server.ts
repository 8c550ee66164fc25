import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { pressedProblem, reportPressedByLink } from '#lib/server/author-safeguards.ts';
import { soundsUnsafe } from '#lib/server/danger-words.ts';
import { photosIn } from '#lib/server/desk-deeds.ts';
import { formOrWords, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
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
  const { emergency } = await locals.services.complaints.getLanes(locals.actor, {});
  try {
    const asked = await locals.services.cases.readAuthorLink(byLink(locals.actor), {
      token: params.token,
    });
    return { asked, emergency, now: locals.services.now() };
  } catch (thrown) {
    if (isDead(thrown)) return { asked: null, emergency, now: locals.services.now() };
    throw thrown;
  }
};

export const actions: Actions = {
  default: async ({ params, locals, request }) => {
    const { form, is_cut } = await formOrWords(request);
    const text = (name: string): string => textIn(form, name).trim();
    const what = text('what');
    const typed = {
      unanswered: text('unanswered'),
      stillWrong: text('stillWrong'),
      text: text('text'),
      note: text('note'),
      pressed: text('pressed'),
      pressedWords: text('pressedWords'),
    };
    if (is_cut) {
      const { problems } = tooLong(typed).data;
      return fail(413, { is_dead: false, typed, problems });
    }
    const photos = await photosIn(form);
    if (await soundsUnsafe(locals, form, ...Object.values(typed)))
      return {
        is_dead: false,
        typed,
        problems: [],
        danger: true as const,
        photos_again: photos.length > 0,
      };
    const word =
      what === 'verdict'
        ? {
            verdict: text('verdict'),
            ...(typed.unanswered ? { unanswered: typed.unanswered } : {}),
            ...(typed.stillWrong ? { stillWrong: typed.stillWrong } : {}),
            photos,
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
    const pressed = what === 'verdict' ? pressedProblem(typed) : null;
    if (pressed) return fail(422, { is_dead: false, typed, problems: [pressed] });
    const input = { what, token: params.token, ...word };
    let said;
    try {
      if (what === 'verdict')
        await reportPressedByLink(locals, byLink(locals.actor), params.token, typed);
      said = await locals.services.cases.sayByLink(
        byLink(locals.actor),
        input as Parameters<typeof locals.services.cases.sayByLink>[1],
      );
    } catch (thrown) {
      if (isDead(thrown)) return fail(410, { is_dead: true, typed, problems: [] });
      const photo = { photos: { label: m.complaints_verdict_photos() } };
      const refusal = refusedForm(thrown, typed, photo);
      return fail(refusal.status, { is_dead: false, typed, problems: refusal.data.problems });
    }
    redirect(303, localizePath(`/complaints/${said.number}?done=said`, locals.locale));
  },
};
