import { nameOf } from '#lib/clinics/names.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import { escaped, WIDGET } from '#lib/surveys/widget.ts';
import { m } from '@otklik/i18n';
import type { PageServerLoad } from './$types';

/** For web masters: the HTML to copy, as a picture and as a frame. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { services, actor, locale } = locals;
  const results = await orErrorPage(
    services.surveyResults.getPlace(actor, { place: params.code, locale, months: 12 }),
  );
  const name = nameOf(results.place);
  const page = `${url.origin}/clinics/${params.code}/survey`;
  const at = `${url.origin}/widgets/survey/${params.code}`;
  const size = `width="${WIDGET.width}" height="${WIDGET.height}"`;
  const alt = escaped(m.survey_results_of_place({ name }));
  return {
    place: { code: params.code, name },
    picture: `<a href="${page}"><img src="${at}.svg" ${size} alt="${alt}"></a>`,
    frame: `<iframe src="${at}" ${size} title="${alt}"></iframe>`,
  };
};
