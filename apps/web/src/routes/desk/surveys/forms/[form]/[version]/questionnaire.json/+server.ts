import { leadFrom } from '#lib/server/desk.ts';
import type { RequestHandler } from './$types';

/** A version as a FHIR R4 Questionnaire, to keep or to take elsewhere. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { form, version } = params;
  const { resource } = await locals.services.surveyForms
    .exportForm(locals.actor, { form, version })
    .catch(leadFrom(url));
  const name = `questionnaire-${version.replaceAll(/[^\w.-]/g, '_')}.json`;
  return new Response(`${JSON.stringify(resource, null, 1)}\n`, {
    headers: {
      'content-type': 'application/fhir+json; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
};
