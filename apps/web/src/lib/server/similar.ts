import type { DraftContent } from '@otklik/complaints';
import { isAppError } from '@otklik/kernel';
import { filer } from './complaint-cookies.ts';

export type Similar = Awaited<
  ReturnType<App.Locals['services']['complaints']['findSimilar']>
>['similar'];

/**
 * Open cases like the one in the form. An offer, never a hurdle: whatever goes wrong while looking for them
 * (too many questions, a topic that has just closed) finds nothing.
 */
export async function similarTo(locals: App.Locals, content: DraftContent): Promise<Similar> {
  const { clinic, topic, story, facts } = content;
  if (!clinic || !topic || !story) return [];
  try {
    const { similar } = await locals.services.complaints.findSimilar(filer(locals.actor), {
      clinic,
      topic,
      story,
      facts: facts ?? {},
    });
    return similar;
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.status >= 500) throw thrown;
    return [];
  }
}
