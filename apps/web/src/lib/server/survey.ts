import { localizePath } from '@otklik/i18n';
import { isAppError, type Actor } from '@otklik/kernel';
import { error, type Cookies } from '@sveltejs/kit';
import { noteRefusal } from '#lib/server/told-refusal.ts';

/** Holds the link while its form is filled in; sent to the survey's own pages alone. */
const TOKEN_COOKIE = 'otklik_survey';
const RECEIPT_COOKIE = 'otklik_survey_receipt';
const TOKEN = /^[\w-]{43}$/;
const RECEIPT_SHOWN_s = 15 * 60;
/** The pages stand at one path a language. */
const PATHS = ['/survey', localizePath('/survey', 'en')];

/**
 * Who fills in a survey: nobody in particular. The session's cookie is not looked at, so that no log line and no
 * limit knows a person.
 */
export const surveyVisitor = (region: string, request: Request): Actor => ({
  kind: 'visitor',
  region,
  origin: request.headers.get('x-otklik-origin') ?? 'unknown',
});

const set = (cookies: Cookies, name: string, value: string, maxAge?: number): void => {
  for (const path of PATHS)
    cookies.set(name, value, {
      path,
      httpOnly: true,
      sameSite: 'lax',
      ...(maxAge === undefined ? {} : { maxAge }),
    });
};

export const keepToken = (cookies: Cookies, token: string): void =>
  set(cookies, TOKEN_COOKIE, token);

/** The link of the form that is being filled in. @throws the page that says there is none */
export function tokenOf(cookies: Cookies): string {
  const token = cookies.get(TOKEN_COOKIE) ?? '';
  if (!TOKEN.test(token)) error(404, 'not-found');
  return token;
}

export const keepReceipt = (cookies: Cookies, receipt: string): void =>
  set(cookies, RECEIPT_COOKIE, receipt, RECEIPT_SHOWN_s);

export const receiptOf = (cookies: Cookies): string | null => cookies.get(RECEIPT_COOKIE) ?? null;

/** Waits for an answer; a link that opens nothing becomes the page that says which way it does not. */
export async function orLinkPage<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (refusal) {
    if (!isAppError(refusal)) throw refusal;
    noteRefusal(refusal);
    if (refusal.code === 'link-expired') error(410, String(refusal.data['reason']));
    error(refusal.code === 'invalid-input' ? 404 : refusal.status, refusal.code);
  }
}
