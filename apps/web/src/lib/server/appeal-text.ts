import { m } from '@otklik/i18n';
import { filer } from './complaint-cookies.ts';
import { readDraft } from './complaint-draft.ts';

type Event = Parameters<typeof readDraft>[0];

/** The text of an appeal from what this browser's form holds already; the rest is left to be filled in. */
export async function preparedAppeal(event: Event) {
  const { locals } = event;
  const { content } = await readDraft(event);
  const { clinic } = content;
  // A topic that takes no messages is not in the form: its link names it.
  const topic = event.url.searchParams.get('topic')?.slice(0, 62) ?? content.topic;
  const found = await locals.services.complaints
    .checkComplaint(filer(locals.actor), { clinic, topic })
    .catch(() => null);
  const about = [found?.clinic?.nameRu, found?.topic?.ru].filter(Boolean).join('. ');
  return [
    ...(about ? [`${about}.`] : []),
    content.story?.trim() || m.complaints_handover_blank_story(),
    m.complaints_handover_blank_author(),
  ].join('\n\n');
}
