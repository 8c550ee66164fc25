import { locales, localizePath, m } from '@otklik/i18n';
import { AppError, isAppError } from '@otklik/kernel';
import type { Cookies } from '@sveltejs/kit';
import { cookieOptions } from './cookie-options.ts';
import type { Problem } from './form-errors.ts';
import { problemsOf } from './form-errors.ts';
import { keyIn } from './form-body.ts';
import type { IntakeTyped } from './intake-form.ts';

const PHOTO_MAX_bytes = 15_000_000;
const COOKIE = 'otklik_intake_photos';
/** As long as somebody may stand at the window. */
const LIFE_s = 2 * 3600;
/** So many forms open side by side show their photos. */
const FORMS_MAX = 4;

interface Event {
  readonly cookies: Cookies;
  readonly locals: App.Locals;
  readonly url: URL;
}

const paths = locales.map((locale) => localizePath('/desk/intake', locale));

/** The tokens of forms whose photos this browser may see, the newest first. */
export const tokensOf = (cookies: Cookies): string[] =>
  (cookies.get(COOKIE) ?? '').split('.').filter((token) => /^[\w-]{43}$/.test(token));

function keepTokens({ cookies, url }: Event, tokens: readonly string[]): void {
  for (const path of paths)
    if (tokens.length > 0)
      cookies.set(COOKIE, tokens.join('.'), { path, maxAge: LIFE_s, ...cookieOptions(url) });
    else cookies.delete(COOKIE, { path, ...cookieOptions(url) });
}

/** The photos of a form that was filed are the message's: this browser shows them no more. */
export const dropPhotos = (event: Event, { draft }: IntakeTyped): void =>
  keepTokens(
    event,
    tokensOf(event.cookies).filter((token) => token !== draft),
  );

/** What was typed, with the photos that lie beside it; a form whose photos are gone begins without. */
export async function withPhotos({ locals }: Event, typed: IntakeTyped): Promise<IntakeTyped> {
  if (!typed.draft) return { ...typed, photos: [] };
  try {
    const { photos } = await locals.services.complaints.getDraft(locals.actor, {
      token: typed.draft,
    });
    return { ...typed, photos: photos.map(({ id }) => id) };
  } catch (thrown) {
    if (!isAppError(thrown)) throw thrown;
    return { ...typed, draft: '', photos: [] };
  }
}

/** Where the photos lie until the message is filed: a form of its own, begun with the first of them. */
async function draftOf(event: Event, { draft, clinic, topic }: IntakeTyped): Promise<string> {
  if (draft) return draft;
  const { services, actor } = event.locals;
  const content = { clinic, topic };
  const { token } = await services.complaints.saveDraft(actor, { content });
  keepTokens(event, [token, ...tokensOf(event.cookies)].slice(0, FORMS_MAX));
  return token;
}

/**
 * Adds the chosen photo, through the one pipeline, to those that the person brought.
 * `asked`: somebody pressed the button that adds, so a file must be there.
 */
export async function addPhoto(
  event: Event,
  form: FormData,
  given: IntakeTyped,
  asked: boolean,
): Promise<{ readonly typed: IntakeTyped; readonly problems: readonly Problem[] }> {
  const typed = await withPhotos(event, given);
  const file = form.get('photo');
  const is_chosen = file instanceof File && file.size > 0;
  const refused = (text: string) => ({ typed, problems: [{ field: 'photo', text }] });
  if (!is_chosen) return asked ? refused(m.complaints_photos_choose()) : { typed, problems: [] };
  const { services, actor } = event.locals;
  try {
    if (file.size > PHOTO_MAX_bytes) throw new AppError('photo-too-large');
    const draft = await draftOf(event, typed);
    const photo = new Uint8Array(await file.arrayBuffer());
    const { id } = await services.complaints.addDraftPhoto(
      actor,
      { token: draft, photo },
      keyIn(form),
    );
    const photos = [...typed.photos.filter((one) => one !== id), id];
    return { typed: { ...typed, draft, photos }, problems: [] };
  } catch (thrown) {
    return refused(problemsOf(thrown)[0]!.text);
  }
}

/** Takes one of the photos out again. */
export async function removePhoto(event: Event, given: IntakeTyped, photoId: string) {
  const { services, actor } = event.locals;
  if (given.draft)
    await services.complaints.removeDraftPhoto(actor, { token: given.draft, photoId });
  return withPhotos(event, given);
}
