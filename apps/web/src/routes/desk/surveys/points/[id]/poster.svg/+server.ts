import cyrillic from '@fontsource-variable/golos-text/files/golos-text-cyrillic-wght-normal.woff2?inline';
import latin from '@fontsource-variable/golos-text/files/golos-text-latin-wght-normal.woff2?inline';
import { m } from '@otklik/i18n';
import { nameOf } from '#lib/clinics/names.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { posterSvg } from '#lib/survey-modes/poster-svg.ts';
import type { RequestHandler } from './$types';

const face = (data: string, range: string): string =>
  `@font-face{font-family:"Golos Text";font-weight:400 900;src:url(${data}) format("woff2");unicode-range:${range}}`;
/** A print shop has not our font: its letters go with the file. */
const FONTS = face(cyrillic, 'U+0400-045F,U+2116') + face(latin, 'U+0020-00FF,U+2010-2026');

/** The poster as a file, in the language of its address. The right to it is asked each time. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { services, actor } = locals;
  const { code, link, place } = await services.surveyModes
    .getPoster(actor, { id: params.id })
    .catch(leadFrom(url));
  const name = nameOf(place);
  const words = {
    heading: m.survey_modes_poster_heading(),
    place: name,
    scan: m.survey_modes_poster_scan(),
    type: m.survey_modes_poster_type(),
    apart: m.survey_modes_poster_apart(),
    site: m.common_site_name(),
  };
  const sheet = url.searchParams.get('size') === 'a3' ? 'a3' : 'a4';
  return new Response(posterSvg(link, words, { sheet, fonts: FONTS }), {
    headers: {
      'content-type': 'image/svg+xml',
      'content-disposition': `attachment; filename="poster-${code}-${sheet}.svg"`,
    },
  });
};
