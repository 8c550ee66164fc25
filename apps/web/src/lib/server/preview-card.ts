import { createHash } from 'node:crypto';
import { m, type Locale } from '@otklik/i18n';
import { excerpt } from '#lib/complaints/words.ts';
import { stateWords } from '#lib/cases/words.ts';
import { cardSvg } from '#lib/subscriptions/card.ts';

type Found = Awaited<ReturnType<App.Locals['services']['complaints']['getComplaint']>>;

const KEPT_MAX = 200;
/** Pictures by their own text: one whose text is gone is never asked for again, and falls out. */
const kept = new Map<string, Uint8Array>();

/** Everything on the card, from what the public sees. */
const svgOf = (found: Found, locale: Locale): string =>
  cardSvg({
    site: m.common_site_name({}, { locale }),
    number: m.subscriptions_card_number({ number: found.case.number }, { locale }),
    topic: found.topic[locale],
    clinic: locale === 'en' ? (found.clinic.nameEn ?? found.clinic.nameRu) : found.clinic.nameRu,
    state: stateWords[found.case.state](),
    story: excerpt(found.story ?? '', 300),
  });

/** The card of a public message as PNG, drawn once per text and language. */
export async function previewOf(
  locals: App.Locals,
  found: Found,
): Promise<{ bytes: Uint8Array; tag: string }> {
  const svg = svgOf(found, locals.locale);
  const tag = createHash('sha256').update(svg).digest('base64url').slice(0, 27);
  const bytes = kept.get(tag) ?? (await locals.services.drawPicture(svg));
  // Anew at the end: a Map keeps the order of insertion.
  kept.delete(tag);
  kept.set(tag, bytes);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MAX) break;
    kept.delete(oldest);
  }
  return { bytes, tag };
}

/** A message as everybody sees it, whoever asks: a picture must not know more than its page. */
export async function publicComplaint(locals: App.Locals, number: string): Promise<Found | null> {
  const { actor, services } = locals;
  const visitor = {
    kind: 'visitor' as const,
    region: services.region,
    origin: 'origin' in actor ? actor.origin : 'unknown',
  };
  const found = await services.complaints.getComplaint(visitor, { number });
  return found.story === null ? null : found;
}
