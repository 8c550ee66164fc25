import { createHash } from 'node:crypto';
import type { DraftContent } from '@otklik/complaints';
import { localizePath, m } from '@otklik/i18n';
import type { Actor } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { controlOf, controlsOf, factsFor, factWords, labelOf } from '#lib/complaints/facts.ts';
import { chosenWords } from '#lib/assisted/for-whom.ts';
import { breachSentence } from '#lib/complaints/words.ts';
import {
  draftToken,
  dropDraftToken,
  filer,
  keepFollow,
  keepSent,
  sentOf,
} from '#lib/server/complaint-cookies.ts';
import { draftInProgress, readDraft } from '#lib/server/complaint-draft.ts';
import { whomControls } from '#lib/server/for-whom-form.ts';
import { problemsOfIssues, refusedForm } from '#lib/server/form-errors.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import type { Actions, PageServerLoad } from './$types';

type Filing = Parameters<App.Locals['services']['complaints']['fileComplaint']>[1];

/** What is sent: the draft without another topic's answers and, for a signed-in author, without an address. */
async function judge(locals: App.Locals, actor: Actor, content: DraftContent, draft: string) {
  const { checkComplaint } = locals.services.complaints;
  const { clinic, topic } = content;
  const bare = await orErrorPage(checkComplaint(actor, { clinic, topic }));
  const { email, facts, receiptOnly, ...rest } = content;
  const alone = actor.kind !== 'person' && receiptOnly === true;
  const sending: DraftContent = {
    ...rest,
    facts: factsFor(facts, bare.topic?.fields ?? []),
    ...(alone ? { receiptOnly: true } : {}),
    ...(actor.kind !== 'person' && email && !alone ? { email } : {}),
  };
  return { sending, judged: await orErrorPage(checkComplaint(actor, { ...sending, draft })) };
}

/** What the author said of danger; unsaid, the words of the story are looked at. */
const dangerOf = (said: string) =>
  said === 'yes' || said === 'no' ? ({ danger: said } as const) : {};

export const load: PageServerLoad = async (event) => {
  const { locals, cookies } = event;
  const found = await readDraft(event);
  // Back after sending: the form is gone, what was sent is still there to see.
  if (!found.content.topic && sentOf(cookies))
    redirect(303, localizePath('/complaints/new/sent', locals.locale));
  const { content, photos, token } = await draftInProgress(event);
  const actor = filer(locals.actor);
  const { sending, judged } = await judge(locals, actor, content, token);
  const fields = judged.topic?.fields ?? [];
  const now = locals.services.now();
  const preview =
    judged.issues.length === 0
      ? await locals.services.complaints.previewComplaint(actor, {
          ...sending,
          draft: token,
        } as Filing)
      : null;
  return {
    preview: preview && { ...preview, facts: [], now },
    clinic: judged.clinic && { nameRu: judged.clinic.nameRu, nameEn: judged.clinic.nameEn },
    topic: judged.topic && { ru: judged.topic.ru, en: judged.topic.en },
    facts: fields.map((field) => ({
      label: labelOf(field),
      control: controlOf(field),
      lines: factWords(field, sending.facts ?? {}, now),
    })),
    now,
    danger: judged.danger,
    emergency: (await locals.services.complaints.getLanes(locals.actor, {})).emergency,
    story: content.story ?? '',
    personal: judged.personal,
    private: content.private ?? '',
    named: (content.named ?? []).map(({ words }) => words),
    for_whom: chosenWords(content.forWhom?.relation),
    email: content.email ?? '',
    by_receipt: sending.receiptOnly === true,
    photos,
    breach: {
      sentence: breachSentence(judged.breach, 'writing'),
      broken: judged.breach?.broken === true,
    },
    problems: problemsOfIssues(judged.issues, { ...controlsOf(fields), ...whomControls() }),
    sending: JSON.stringify(sending),
    // Bound to the form, not to the page: whichever copy is sent, from whichever tab, it goes once.
    key: createHash('sha256').update(`otklik-send:${token}`).digest('base64url'),
    puzzle:
      actor.kind === 'visitor'
        ? await locals.services.proofOfWork.challenge('complaints.file-complaint', now)
        : null,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, cookies } = event;
    const form = await request.formData();
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    if (text('website') !== '')
      return fail(422, { problems: [{ text: m.complaints_check_robot() }], typed: {} });
    const actor = filer(locals.actor);
    const token = draftToken(cookies);
    // Whoever says that somebody is in danger is shown whom to call before anything is sent.
    if (text('danger') === 'yes' && text('danger_seen') !== 'yes')
      return { problems: [], typed: { danger: 'yes' }, danger: true as const };
    let sent;
    try {
      // The command judges every part of it again.
      const content = JSON.parse(text('sending') || 'null') as Filing;
      sent = await locals.services.complaints.fileComplaint(
        actor,
        {
          ...content,
          ...dangerOf(text('danger')),
          locale: locals.locale,
          ...(token ? { draft: token } : {}),
        },
        { idempotencyKey: text('key'), proofOfWork: text('proof') || 'no-script' },
      );
    } catch (thrown) {
      if (sentOf(cookies) && !(await readDraft(event)).content.topic)
        redirect(303, localizePath('/complaints/new/sent', locals.locale));
      if (thrown instanceof SyntaxError)
        return fail(400, { problems: problemsOfIssues([{ path: '', code: '' }]), typed: {} });
      return refusedForm(thrown, {}, controlsOf([]));
    }
    const is_draft = sent.state === 'draft';
    dropDraftToken(event);
    keepSent(event, {
      number: sent.number,
      receipt: sent.receipt,
      is_draft,
      by_receipt: sent.byReceipt,
    });
    if (actor.kind !== 'person') keepFollow(event, locals.services.follow.sign(sent.id));
    redirect(303, localizePath('/complaints/new/sent', locals.locale));
  },
};
