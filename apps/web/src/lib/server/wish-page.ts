import { m } from '@otklik/i18n';
import type { RequestEvent } from '@sveltejs/kit';
import { filer } from './complaint-cookies.ts';
import { readDraft } from './complaint-draft.ts';
import { refusedForm } from './form-errors.ts';
import { typedOf } from './registry-desk.ts';

/** What the draft knows already: nobody types a story twice because it fits no topic. */
export async function loadWish(event: RequestEvent) {
  const { locals } = event;
  const { content } = await readDraft(event);
  return {
    story: content.story ?? '',
    clinic: content.clinic ?? '',
    email: content.email ?? '',
    ...(await locals.services.complaints.getLanes(locals.actor, {})),
  };
}

/** Sends what fits no topic, or is about a clinic that is not here. Refused, it keeps what was typed. */
export async function sendWish(event: RequestEvent, kind: 'topic' | 'clinic') {
  const { request, locals } = event;
  const {
    story = '',
    email = '',
    clinic = '',
    danger_seen = '',
  } = typedOf(await request.formData());
  const typed = { story, email };
  const actor = filer(locals.actor);
  try {
    const { danger } = await locals.services.complaints.checkComplaint(actor, { story });
    if (danger && danger_seen !== 'yes') return { problems: [], typed, danger: true as const };
    await locals.services.complaints.sendWish(
      actor,
      {
        kind,
        text: story,
        locale: locals.locale,
        ...(clinic ? { clinic } : {}),
        ...(email && actor.kind !== 'person' ? { email } : {}),
      },
      { proofOfWork: 'no-script' },
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
