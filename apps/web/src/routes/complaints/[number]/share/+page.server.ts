import { localizePath } from '@otklik/i18n';
import { error } from '@sveltejs/kit';
import { renderSVG } from 'uqr';
import { orErrorPage } from '#lib/server/registry.ts';
import { publicComplaint } from '#lib/server/preview-card.ts';
import type { PageServerLoad } from './$types';

/** What everybody sees of a message, to be handed on; the same for its author. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  if (!/^[\d-]{5,20}$/.test(params.number)) error(404, 'not-found');
  const found = await orErrorPage(publicComplaint(locals, params.number));
  if (!found) error(404, 'not-found');
  const { number, state } = found.case;
  const address = url.origin + localizePath(`/complaints/${number}`, locals.locale);
  return {
    number,
    state,
    topic: { ru: found.topic.ru, en: found.topic.en },
    clinic: { nameRu: found.clinic.nameRu, nameEn: found.clinic.nameEn },
    story: found.story ?? '',
    address,
    image: url.origin + localizePath(`/previews/${number}.png`, locals.locale),
    qr: renderSVG(address, { border: 2 }),
  };
};
