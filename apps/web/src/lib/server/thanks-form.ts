import { m, localizePath } from '@otklik/i18n';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { filer } from './complaint-cookies.ts';
import { formOrWords, keyIn, textIn } from './form-body.ts';
import { refusedForm, tooLong } from './form-errors.ts';
import { keepSentThanks } from './thanks-cookie.ts';

/** How many people the form has room for. */
export const WHOM_FIELDS = ['whom', 'whom2', 'whom3'] as const;

/** Sends thanks. Refused, the page keeps what was typed. */
export async function sendThanks(event: RequestEvent) {
  const { request, locals } = event;
  const { form, is_cut } = await formOrWords(request);
  const text = (name: string): string => textIn(form, name);
  const typed = {
    text: text('text'),
    email: text('email'),
    whom: text('whom'),
    whom2: text('whom2'),
    whom3: text('whom3'),
  };
  if (is_cut) return tooLong(typed);
  // Bots fill what people do not see.
  if (text('website') !== '')
    return fail(422, { problems: [{ text: m.complaints_check_robot() }], typed });
  const actor = filer(locals.actor);
  const places = WHOM_FIELDS.filter((name) => typed[name].trim() !== '');
  let sent;
  try {
    sent = await locals.services.thanks.sendThanks(
      actor,
      {
        clinic: text('clinic'),
        text: typed.text,
        people: places.map((name) => typed[name]),
        locale: locals.locale,
        ...(typed.email.trim() && actor.kind !== 'person' ? { email: typed.email } : {}),
      },
      { ...keyIn(form), proofOfWork: text('proof') || 'no-script' },
    );
  } catch (thrown) {
    return refusedForm(thrown, typed, {
      text: { label: m.thanks_new_text() },
      ...Object.fromEntries(
        places.map((field, at) => [`people.${at}`, { label: m.thanks_new_whom(), field }]),
      ),
      email: { label: m.thanks_new_email(), kind: 'email' },
    });
  }
  keepSentThanks(event, { number: sent.number, receipt: sent.receipt });
  redirect(303, localizePath('/thanks/sent', locals.locale));
}
