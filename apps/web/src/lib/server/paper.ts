import { leadFrom } from '#lib/server/desk.ts';

/** A batch as its pages show it. */
export const loadBatch = (
  { locals, url }: { readonly locals: App.Locals; readonly url: URL },
  batch: string,
) =>
  locals.services.surveyModes
    .getBatch(locals.actor, { batch, locale: locals.locale })
    .catch(leadFrom(url));
