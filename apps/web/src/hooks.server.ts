import { localeOfPath, withLocale } from '@otklik/i18n';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { guardForm } from '#lib/server/form-body.ts';
import { requestId } from '#lib/server/request-id.ts';
import { setSecurityHeaders } from '#lib/server/security-headers.ts';
import { copyOfForm, leadsToStepUp, stepUpAddress } from '#lib/server/step-up.ts';
import { actorOf, services } from '#lib/server/services.ts';
import { parseView, view_cookie, viewAttributes } from '#lib/view.ts';

const RETRY_AFTER_s = 5;

/** For the server's log: the pattern of the route, never the address. */
function tellRoute({
  platform,
  route,
}: {
  platform?: unknown;
  route: { id: string | null };
}): void {
  const request = (platform as { req?: { otklikRoute?: string } } | undefined)?.req;
  if (request && route.id) request.otklikRoute = route.id;
}

export const handle: Handle = async ({ event, resolve }) => {
  const { locals, url } = event;
  locals.request_id = requestId(event.request.headers);
  locals.locale = localeOfPath(url.pathname);
  locals.view = parseView(event.cookies.get(view_cookie));
  locals.services = services();
  tellRoute(event);
  guardForm(event);
  locals.actor = await actorOf(event);
  locals.is_signed_in = locals.actor.kind === 'person';
  locals.is_staff = locals.actor.kind === 'person' && locals.actor.grants.length > 0;

  const copy = copyOfForm(event.request, locals.actor);
  const attributes = viewAttributes(locals.view);
  const response = await withLocale(locals.locale, () =>
    resolve(event, {
      transformPageChunk: ({ html }) =>
        html.replace('%otklik.lang%', locals.locale).replace('%otklik.view%', attributes),
      preload: ({ type }) => type === 'font' || type === 'css' || type === 'js',
    }),
  );
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
  if (kind !== 'unknown') return { request_id };
  services().reportError(error, { request_id, route: event.route.id });
  return { request_id };
};
