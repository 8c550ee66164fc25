import { m } from '@otklik/i18n';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { filer } from './complaint-cookies.ts';
import { readDraft } from './complaint-draft.ts';
import { formOrWords, keyIn, textIn } from './form-body.ts';
import { refusedForm, tooLong } from './form-errors.ts';

/** What the draft knows already: nobody types a story twice because it fits no topic. */
export async function loadWish(event: RequestEvent) {
  const { content } = await readDraft(event);
  const { services, actor } = event.locals;
  return {
    story: content.story ?? '',
    clinic: content.clinic ?? '',
    email: content.email ?? '',
    ...(await services.complaints.getLanes(actor, {})),
    puzzle:
      filer(actor).kind === 'visitor'
        ? await services.proofOfWork.challenge('complaints.send-wish', services.now())
        : null,
  };
}

/** Sends what fits no topic, or is about a clinic that is not here. Refused, it keeps what was typed. */
export async function sendWish(event: RequestEvent, kind: 'topic' | 'clinic') {
  const { request, locals } = event;
  const { form, is_cut } = await formOrWords(request);
  const [story, email, clinic] = ['story', 'email', 'clinic'].map((name) => textIn(form, name));
  const typed = { story: story!, email: email! };
  if (is_cut) return tooLong(typed);
  // Bots fill what people do not see.
  if (textIn(form, 'website') !== '')
    return fail(422, { problems: [{ text: m.complaints_check_robot() }], typed });
  const actor = filer(locals.actor);
  try {
    const { danger } = await locals.services.complaints.checkComplaint(actor, {
      story: typed.story,
    });
    if (danger && textIn(form, 'danger_seen') !== 'yes')
      return { problems: [], typed, danger: true as const };
    await locals.services.complaints.sendWish(
      actor,
      {
        kind,
        text: typed.story,
        locale: locals.locale,
        ...(clinic ? { clinic } : {}),
        ...(email && actor.kind !== 'person' ? { email } : {}),
      },
      { ...keyIn(form), proofOfWork: textIn(form, 'proof') || 'no-script' },
    );
  } catch (thrown) {
    return refusedForm(thrown, typed, {
      text: { label: m.topics_wish_text(), field: 'story' },
      story: { label: m.topics_wish_text(), field: 'story' },
      email: { label: m.complaints_contact_email(), kind: 'email' },
    });
  }
  return { is_sent: true as const, problems: [], typed: { story: '', email: '' } };
}
