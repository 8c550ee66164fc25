import { currentLocale, formatter, localizePath, m } from '@otklik/i18n';
import { json } from '@sveltejs/kit';
import { excerpt, inLocale } from '#lib/complaints/words.ts';
import { similarTo } from '#lib/server/similar.ts';
import type { RequestHandler } from './$types';

const EXCERPT_characters = 160;
const BODY_characters_max = 20_000;
const textOf = (value: unknown, max: number): string =>
  typeof value === 'string' ? value.slice(0, max) : '';

/** What the form shows while somebody types: the same as the page after it, in short. Nothing is kept. */
export const POST: RequestHandler = async ({ request, locals }) => {
  const body = await request.text();
  if (body.length > BODY_characters_max) return json([]);
  const typed = new URLSearchParams(body);
  const facts = Object.fromEntries(
    [...typed]
      .filter(([name, value]) => name.startsWith('facts.') && value !== '')
      .map(([name, value]) => [name.slice('facts.'.length), value.slice(0, 2000)]),
  );
  const similar = await similarTo(locals, {
    clinic: textOf(typed.get('clinic'), 60),
    topic: textOf(typed.get('topic'), 60),
    story: textOf(typed.get('story'), 16_000),
    facts,
  });
  const now = locals.services.now();
  return json(
    similar.map((one) => ({
      href: localizePath(one.path),
      title: `${inLocale(one.subject)}, ${formatter(currentLocale(), one.zone, now).date(one.publishedAt)}`,
      text: one.story ? excerpt(one.story, EXCERPT_characters) : '',
      read: m.companions_similar_read({ number: one.number }),
    })),
    { headers: { 'cache-control': 'no-store' } },
  );
};
