import { isAppError } from '@otklik/kernel';
import { json } from '@sveltejs/kit';
import { breachSentence } from '#lib/complaints/words.ts';
import { factsOf } from '#lib/complaints/facts.ts';
import { filer } from '#lib/server/complaint-cookies.ts';
import type { RequestHandler } from './$types';

const BODY_characters_max = 20_000;
const nothing = (): Response => json({ text: '' }, { headers: { 'cache-control': 'no-store' } });

/** Whether the answers typed so far break the topic's norm, in the words of the check page. Nothing is kept. */
export const POST: RequestHandler = async ({ request, locals }) => {
  const body = await request.text();
  if (body.length > BODY_characters_max) return nothing();
  const typed = new URLSearchParams(body);
  const asked = { clinic: typed.get('clinic') ?? '', topic: typed.get('topic') ?? '' };
  const actor = filer(locals.actor);
  try {
    const { complaints } = locals.services;
    const { topic } = await complaints.checkComplaint(actor, asked);
    const form = new FormData();
    for (const [name, value] of typed) form.append(name, value);
    const facts = factsOf(form, topic?.fields ?? []);
    const { breach } = await complaints.checkComplaint(actor, { ...asked, facts });
    const text = breachSentence(breach, 'writing') ?? '';
    return json({ text }, { headers: { 'cache-control': 'no-store' } });
  } catch (thrown) {
    // A hint that cannot be given is none.
    if (isAppError(thrown) && thrown.status < 500) return nothing();
    throw thrown;
  }
};
