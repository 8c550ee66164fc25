import { createHash } from 'node:crypto';
import { m } from '@otklik/i18n';
import { canonicalJson, type Actor } from '@otklik/kernel';
import { attributesIn } from './attributes.ts';
import type { Answerer, Call } from './call.ts';
import { placeOf } from './place.ts';
import { refuse } from './refusal.ts';
import { openTopic } from './services.ts';

const KEY = /^otk_[\w-]{43}$/;

/** @throws Refusal 403 for a key that is missing, mistyped or revoked */
async function senderOf(call: Call): Promise<{ actor: Actor; key: string }> {
  const { options, origin, given } = call;
  const key = given.one('api_key')?.trim() ?? '';
  const { region } = options;
  const actor = KEY.test(key) ? await options.actorFromKey({ region, origin, key }) : null;
  if (actor?.kind !== 'key') throw refuse(403, 'key');
  return { actor, key };
}

/** What only the clinic and the staff may read, in lines. */
function closedPart({ given, locale }: Call, doubt: string | null): string | undefined {
  const name = [given.one('first_name'), given.one('last_name')].filter(Boolean).join(' ');
  const [phone, device, media] = (['phone', 'device_id', 'media_url'] as const).map((field) =>
    given.one(field),
  );
  if (media !== undefined && !isLink(media)) throw refuse(400, 'invalid', { field: 'media_url' });
  const lines = [
    doubt,
    name && m.open311_closed_name({ value: name }, { locale }),
    phone && m.open311_closed_phone({ value: phone }, { locale }),
    device && m.open311_closed_device({ value: device }, { locale }),
    media && m.open311_closed_media({ value: media }, { locale }),
  ].filter(Boolean);
  return lines.length > 0 ? lines.join('\n') : undefined;
}

const isLink = (text: string): boolean =>
  text.length <= 500 && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/**
 * Files a complaint. The same key and body name the same act, so a filing that is sent again gets the same
 * number; the name is as hard to guess as the key in it.
 */
export const file: Answerer = async (call) => {
  const { given, options, locale } = call;
  const { actor, key } = await senderOf(call);
  const code = given.one('service_code')?.trim();
  if (!code) throw refuse(400, 'service-missing');
  const topic = await openTopic(call, code);
  const place = await placeOf(call);
  const facts = attributesIn(given, topic.fields, place.zone);
  const closed = closedPart(call, place.doubt);
  const email = given.one('email')?.trim();
  const input = {
    clinic: place.clinic,
    topic: topic.code,
    story: given.one('description') ?? '',
    facts,
    locale,
    // The standard has no field for it: a moderator finds out which building is meant.
    object: 'unsure' as const,
    ...(closed ? { private: closed } : {}),
    ...(email ? { email } : {}),
  };
  const idempotencyKey = `open311-${createHash('sha256')
    .update(canonicalJson([key, ...given.names().map((name) => [name, ...given.all(name)])]))
    .digest('base64url')}`;
  const filed = await options.faces.complaints.fileComplaint(actor, input, { idempotencyKey });
  const notice = m.open311_filed({ receipt: filed.receipt }, { locale });
  return {
    root: 'service_requests',
    body: [{ service_request_id: filed.number, service_notice: notice, account_id: null }],
  };
};
