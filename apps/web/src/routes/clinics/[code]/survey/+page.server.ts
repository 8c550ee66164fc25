import { orErrorPage } from '#lib/server/registry.ts';
import { monthsIn } from '#lib/surveys/results/asked-months.ts';
import type { PageServerLoad } from './$types';

/** What is shown to everybody of a place: figures of whole months that move by steps. */
export const load: PageServerLoad = async ({
  locals: { services, actor, locale },
  params,
  url,
}) => {
  const months = monthsIn(url);
  const results = await orErrorPage(
    services.surveyResults.getPlace(actor, { place: params.code, locale, months }),
  );
  const nok = results.isAsked
    ? await orErrorPage(services.surveyResults.getNok(actor, { place: params.code }))
    : null;
  const promises = await orErrorPage(
    services.surveyResults.listPromises(actor, { place: params.code, locale }),
  );
  return { results, months, nok, promises };
};
