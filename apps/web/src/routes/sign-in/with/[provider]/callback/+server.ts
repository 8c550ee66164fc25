import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { takeWay } from '#lib/server/oidc-way.ts';
import { putCookies } from '#lib/server/session-cookies.ts';
import { wayBack } from '#lib/server/way-back.ts';
import { PATH_AFTER } from '#lib/server/where-next.ts';
import type { RequestHandler } from './$types';

const TOLD = new Set(['identity-refused', 'identity-taken', 'link-expired', 'forbidden']);

/** A provider leads back here, by GET as the protocol has it; the state and its cookie make it one's own. */
export const GET: RequestHandler = async ({ params, url, locals, cookies, request }) => {
  const { accounts } = locals.services;
  let done;
  try {
    done = await accounts.finishOidc(locals.actor, {
      provider: params.provider,
      query: url.searchParams,
      browser: takeWay(cookies, url),
      userAgent: request.headers.get('user-agent'),
    });
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    if (!refusal || !TOLD.has(refusal.code)) throw thrown;
    const more = refusal.data['reason'] ?? refusal.data['what'];
    const known = more === 'not-linked' || more === 'address' || more === 'disabled';
    const problem = known ? `${refusal.code}:${more}` : refusal.code;
    // A clean address: nothing of the provider's answer stays in it.
    redirect(
      303,
      `${localizePath(`/sign-in/with/${params.provider}`, locals.locale)}?problem=${problem}`,
    );
  }
  putCookies(cookies, done.setCookies);
  const { locale, next, purpose } = done;
  if (purpose === 'link') redirect(303, `${localizePath('/my/security', locale)}?done=linked`);
  const usual = localizePath(purpose === 'step-up' ? '/my' : PATH_AFTER[next], locale);
  redirect(303, next === 'home' || next === 'desk' ? wayBack(url, cookies, usual) : usual);
};
