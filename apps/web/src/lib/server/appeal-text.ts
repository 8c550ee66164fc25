import { m } from '@otklik/i18n';
import { filer } from './complaint-cookies.ts';
import { readDraft } from './complaint-draft.ts';

type Event = Parameters<typeof readDraft>[0];

/** Which clinic and topic an appeal would be about, as far as this browser's form or the link says. */
export async function appealAbout(event: Event) {
  const { locals } = event;
  const { content } = await readDraft(event);
  // A topic that takes no messages is not in the form: its link names it.
  const topic = event.url.searchParams.get('topic')?.slice(0, 62) ?? content.topic;
  const clinic = event.url.searchParams.get('clinic')?.slice(0, 62) ?? content.clinic;
  const found = await locals.services.complaints
    .checkComplaint(filer(locals.actor), { clinic, topic })
    .catch(() => null);
  return { story: content.story?.trim() ?? '', clinic: found?.clinic, topic: found?.topic };
}

/** The text of an appeal from what this browser's form holds already; the rest is left to be filled in. */
export async function preparedAppeal(event: Event) {
  const { story, clinic, topic } = await appealAbout(event);
  return [
    ...leadOf({ clinic, topic }),
    story || m.complaints_handover_blank_story(),
    m.complaints_handover_blank_author(),
  ].join('\n\n');
}

type About = Pick<Awaited<ReturnType<typeof appealAbout>>, 'clinic' | 'topic'>;

/** What the text begins with: the clinic and the topic, where they are known. */
export function leadOf({ clinic, topic }: About): string[] {
  const about = [clinic?.nameRu, topic?.ru].filter(Boolean).join('. ');
  return about ? [`${about}.`] : [];
}
