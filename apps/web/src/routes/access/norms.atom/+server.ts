import { formatter, m } from '@otklik/i18n';
import { nameOf } from '#lib/clinics/names.ts';
import { regionZone } from '#lib/server/region-zone.ts';
import type { RequestHandler } from './$types';

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]!);

/** Breaches of norms of waiting, the youngest first, as Atom (RFC 4287). */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { services, actor, locale } = locals;
  const { breaches } = await services.waitNorms.listBreaches(actor, {});
  const format = formatter(locale, await regionZone(locals), services.now());
  const self = `${url.origin}/access/norms.atom`;
  const updated = breaches.map(({ began_at, ended_at }) => ended_at ?? began_at);
  const latest = updated.reduce((a, b) => (a > b ? a : b), new Date(0));
  const entries = breaches.map((one) => {
    const at = (one.ended_at ?? one.began_at).toISOString();
    const words = {
      specialty: nameOf({ nameRu: one.specialtyRu, nameEn: one.specialtyEn }),
      clinic: nameOf(one),
      since: format.dateTime(one.began_at),
    };
    const title = one.ended_at ? m.waits_feed_over(words) : m.waits_feed_open(words);
    const page = `${url.origin}/clinics/${one.code}/waits?specialty=${one.specialty}`;
    return `<entry><id>${escape(`${page}#${one.began_at.toISOString()}`)}</id><title>${escape(title)}</title><updated>${at}</updated><link href="${escape(page)}"/></entry>`;
  });
  const feed = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}"><id>${escape(self)}</id><title>${escape(m.waits_feed_title())}</title><updated>${latest.toISOString()}</updated><author><name>${escape(m.common_site_name())}</name></author><link rel="self" href="${escape(self)}"/>
${entries.join('\n')}
</feed>
`;
  return new Response(feed, {
    headers: {
      'content-type': 'application/atom+xml; charset=utf-8',
      'cache-control': 'max-age=300',
    },
  });
};
