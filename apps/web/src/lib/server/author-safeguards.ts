import type { CaseView } from '@otklik/cases';
import { localizePath, m } from '@otklik/i18n';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { keyIn } from '#lib/server/form-body.ts';
import { refusedForm, type Problem } from '#lib/server/form-errors.ts';

type Services = App.Locals['services'];
type Occasion = Parameters<Services['safeguards']['reportPressure']>[1]['occasion'];

interface Pressed {
  readonly pressed: string;
  readonly pressedWords: string;
}

/** What keeps the author of a case from being pressed, for its author alone. */
export async function safeguardsOf(
  { actor, services }: App.Locals,
  { audience, number, state, erasedAt }: CaseView,
) {
  if (audience !== 'author' || erasedAt !== null) return null;
  const found = await services.safeguards.getSafeguards(actor, { number });
  return { ...found, may_open: state !== 'withdrawn' && state !== 'redirected' };
}

/** A "yes" without words helps nobody. */
export const pressedProblem = ({ pressed, pressedWords }: Pressed): Problem | null =>
  pressed === 'yes' && pressedWords.trim() === ''
    ? { field: 'pressedWords', text: m.confidence_pressed_words_needed() }
    : null;

/** Hands a "yes" to the controller; one that waits already is not sent twice. */
export async function reportPressed(
  { actor, services }: App.Locals,
  number: string,
  occasion: Occasion,
  { pressed, pressedWords }: Pressed,
): Promise<void> {
  if (pressed !== 'yes') return;
  try {
    await services.safeguards.reportPressure(actor, { number, occasion, words: pressedWords });
  } catch (thrown) {
    if (refusalOf(thrown)?.code !== 'already-done') throw thrown;
  }
}

/** The same by the link in a letter: whoever holds it says it as nobody who is signed in. */
export async function reportPressedByLink(
  { services }: App.Locals,
  holder: App.Locals['actor'],
  token: string,
  { pressed, pressedWords }: Pressed,
): Promise<void> {
  if (pressed !== 'yes') return;
  try {
    await services.safeguards.reportByLink(holder, { token, words: pressedWords });
  } catch (thrown) {
    if (refusalOf(thrown)?.code !== 'already-done') throw thrown;
  }
}

/** The author opens a contact to the clinic, or closes it. */
export const contactActions = {
  'open-contact': async ({ request, params, locals }: RequestEvent) => {
    const form = await request.formData();
    const text = (name: string): string => String(form.get(name) ?? '').slice(0, 500);
    const typed = {
      contactEmail: text('contactEmail'),
      contactTelephone: text('contactTelephone'),
    };
    const number = params['number'] ?? '';
    const email = typed.contactEmail.trim();
    const telephone = typed.contactTelephone.trim();
    try {
      const opened = {
        number,
        ...(email ? { email } : {}),
        ...(telephone ? { telephone } : {}),
      };
      await locals.services.safeguards.openContact(locals.actor, opened, keyIn(form));
    } catch (thrown) {
      return refusedForm(thrown, typed, {
        email: {
          label: m.confidence_contact_one(),
          field: 'contactEmail',
          ...(email ? { kind: 'email' } : {}),
        },
        telephone: { label: m.confidence_contact_telephone(), field: 'contactTelephone' },
      });
    }
    redirect(303, localizePath(`/complaints/${number}?done=contact-opened`, locals.locale));
  },
  'close-contact': async ({ params, locals }: RequestEvent) => {
    const number = params['number'] ?? '';
    try {
      await locals.services.safeguards.closeContact(locals.actor, { number });
    } catch (thrown) {
      // Closed in another window before: what was wanted is so.
      if (refusalOf(thrown)?.code !== 'already-done') return refusedForm(thrown, {});
    }
    redirect(303, localizePath(`/complaints/${number}?done=contact-closed`, locals.locale));
  },
};
