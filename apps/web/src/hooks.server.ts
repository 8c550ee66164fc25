import { localeOfPath, withLocale, withoutLocale } from '@otklik/i18n';
import { askerOf, rateLimitHeaders, type AppError } from '@otklik/kernel';
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { guardForm } from '#lib/server/form-body.ts';
import { keptForm } from '#lib/server/kept-words.ts';
import { requestId } from '#lib/server/request-id.ts';
import { setSecurityHeaders } from '#lib/server/security-headers.ts';
import { copyOfForm, leadsToStepUp, stepUpAddress } from '#lib/server/step-up.ts';
import { actorOf, services } from '#lib/server/services.ts';
import { surveyVisitor } from '#lib/server/survey.ts';
import { hearRefusal, type ToldRefusal } from '#lib/server/told-refusal.ts';
import { parseView, readView, view_cookie, viewAttributes } from '#lib/view.ts';

const RETRY_AFTER_s = 5;
/** A style that stands in the page is named once more, for a script that would take the page over; none does. */
const UNUSED_SHEET = /<link [^>]*rel="stylesheet" disabled media="\(max-width: 0\)">/g;

interface Told {
  otklikRoute?: string;
  otklikAsker?: ReturnType<typeof askerOf>;
}

/** For the server's log: the pattern of the route, never the address; region and role, never who. */
const tell = ({ platform }: { platform?: unknown }, told: Told): void => {
  const request = (platform as { req?: Told } | undefined)?.req;
  if (request) Object.assign(request, told);
};

/** When to come back, where a limit was full; a minute where nobody said. */
function setWaiting(headers: Headers, refusal: ToldRefusal | null): void {
  const full = { code: 'too-many-requests', data: {} } as Pick<AppError, 'code' | 'data'>;
  const meant = refusal?.code === full.code ? (refusal as typeof full) : full;
  for (const [name, value] of Object.entries(rateLimitHeaders(meant))) headers.set(name, value);
}

/** As the reader chose; the gallery of components in any setting by its address. */
const viewOf = ({ route, url, cookies }: RequestEvent): App.Locals['view'] =>
  route.id === '/demo/components' && url.search
    ? readView(url.searchParams)
    : parseView(cookies.get(view_cookie));

export const handle: Handle = async ({ event, resolve }) => {
  const { locals, url } = event;
  locals.request_id = requestId(event.request.headers);
  locals.locale = localeOfPath(url.pathname);
  locals.view = viewOf(event);
  locals.services = services();
  if (event.route.id) tell(event, { otklikRoute: event.route.id });
  guardForm(event);
  // Who fills in a survey is nobody in particular: the cookie of a session is not looked at there.
  locals.actor = /^\/(?:survey|s|hall)(?:\/|$)/.test(withoutLocale(url.pathname))
    ? surveyVisitor(services().region, event.request)
    : await actorOf(event);
  tell(event, { otklikAsker: askerOf(locals.actor) });
  locals.is_signed_in = locals.actor.kind === 'person';
  locals.is_staff = locals.actor.kind === 'person' && locals.actor.grants.length > 0;

  const copy = copyOfForm(event.request, locals.actor);
  const attributes = viewAttributes(locals.view);
  const { result: response, refusal } = await hearRefusal(() =>
    withLocale(locals.locale, async () =>
      resolve(event, {
        transformPageChunk: ({ html }) =>
          html
            .replace('%otklik.lang%', locals.locale)
            .replace('%otklik.view%', attributes)
            .replaceAll(UNUSED_SHEET, ''),
        preload: ({ type }) => type === 'font' || type === 'css' || type === 'js',
      }),
    ),
  );
  if (response.status === 429) setWaiting(response.headers, refusal);
  if (response.status === 503) response.headers.set('retry-after', String(RETRY_AFTER_s));
  if (leadsToStepUp(response)) {
    const { actor, locale } = locals;
    const who = { actor, accounts: locals.services.accounts, locale };
    response.headers.set('location', await stepUpAddress({ url, copy }, who));
  }
  setSecurityHeaders(response.headers, url.pathname);
  return response;
};

/** Logs what went wrong and where by route pattern; never addresses, queries or form contents. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  const { request_id } = event.locals;
  const kept = keptForm(event.request, event.url);
  const told = { request_id, ...(kept ? { kept } : {}) };
  if (kind !== 'unknown') return told;
  services().reportError(error, { request_id, route: event.route.id });
  return told;
};
