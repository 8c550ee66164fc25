import { localizePath, type Locale } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { error } from '@sveltejs/kit';
import { widgetFrame, widgetSvg, type WidgetFacts } from '#lib/surveys/widget.ts';
import type { RequestHandler } from './$types';

const HOUR_s = 3600;
const NAME = /^([a-z0-9][a-z0-9-]{1,60})(\.svg)?$/;

/** What is shown of a place to everybody, as short as it goes. */
async function factsOf(
  { services, actor }: App.Locals,
  place: string,
  locale: Locale,
): Promise<WidgetFacts> {
  const found = await services.surveyResults
    .getPlace(actor, { place, locale, months: 12 })
    .catch((thrown: unknown) => {
      if (isAppError(thrown) && thrown.status < 500) error(404, 'not-found');
      throw thrown;
    });
  const { nameRu, nameEn } = found.place;
  const name = locale === 'en' ? (nameEn ?? nameRu) : nameRu;
  const group = found.isAsked ? found.groups.find((one) => one.group === 'invited') : undefined;
  return { name, figure: group?.state === 'shown' ? group.half : null };
}

/**
 * Figures of a place for pages of others, as a picture or a frame: the same for everybody, without script, cookie
 * or count of visitors. Beside the pictures of buttons the only answers that may stand there; see
 * `security-headers.ts`.
 */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const [, code, picture] = NAME.exec(params.file) ?? error(404, 'not-found');
  const locale: Locale = url.searchParams.get('lang') === 'en' ? 'en' : 'ru';
  const look = url.searchParams.get('look') === 'dark' ? 'dark' : 'light';
  const facts = await factsOf(locals, code!, locale);
  const headers = { 'cache-control': `public, max-age=${HOUR_s}` };
  if (picture)
    return new Response(widgetSvg(facts, look, locale), {
      headers: { ...headers, 'content-type': 'image/svg+xml' },
    });
  const link = `${url.origin}${localizePath(`/clinics/${code}/survey`, locale)}`;
  return new Response(widgetFrame(facts, { look, locale, link }), {
    headers: {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *",
    },
  });
};
