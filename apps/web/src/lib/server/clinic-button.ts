import { m, locales, localizePath, type Locale } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { BUTTON, buttonSvg, LOOKS, type Look } from '#lib/button/button-svg.ts';
import { dayIn } from '#lib/server/local-day.ts';

/** A picture by its file's name: `msk-a-001.svg`, `msk-a-001.dark.en.png`. */
export interface ButtonFile {
  readonly code: string;
  readonly look: Look;
  readonly locale: Locale;
  readonly kind: 'svg' | 'png';
}

const NAME = /^([a-z0-9][a-z0-9-]{1,60})((?:\.[a-z]+){0,2})\.(svg|png)$/;

/** The name of a picture; what is usual is left out. */
export const fileName = ({ code, look, locale, kind }: ButtonFile): string =>
  [code, ...(look === 'dark' ? ['dark'] : []), ...(locale === 'en' ? ['en'] : []), kind].join('.');

/** What a name means; null for what no page of ours names. */
export function buttonFile(name: string): ButtonFile | null {
  const found = NAME.exec(name);
  if (!found) return null;
  const signs = found[2]!.split('.').slice(1);
  const file: ButtonFile = {
    code: found[1]!,
    look: LOOKS.find((look) => signs.includes(look)) ?? 'light',
    locale: locales.find((locale) => signs.includes(locale)) ?? 'ru',
    kind: found[3] as 'svg' | 'png',
  };
  return fileName(file) === name ? file : null;
}

/** The picture's words, which are the link's words for whoever sees no picture. */
const wordsIn = (locale: Locale): string => m.button_words({}, { locale });

export const pictureOf = ({ look, locale }: Pick<ButtonFile, 'look' | 'locale'>): string =>
  buttonSvg(look, wordsIn(locale), m.common_site_name({}, { locale }));

/** The clinic of this code; null where there is none, `closed` when it works no more. */
export async function clinicOfButton({ services, actor }: App.Locals, code: string) {
  const clinic = await services.registry.getClinic(actor, { code }).catch((thrown: unknown) => {
    if (isAppError(thrown) && thrown.status < 500) return null;
    throw thrown;
  });
  if (!clinic) return null;
  const today = dayIn(clinic.zone, services.now());
  return { clinic, is_closed: clinic.validTo !== null && clinic.validTo < today };
}

const escape = (text: string): string =>
  text.replace(
    /[&"<>]/g,
    (sign) => ({ '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' })[sign]!,
  );

/** What a clinic's web master copies: a link with a picture and nothing else. */
export function buttonHtml(origin: string, file: ButtonFile): string {
  const target = `${origin}${localizePath('/complaints/new', file.locale)}?clinic=${file.code}`;
  const picture = `${origin}/buttons/${fileName(file)}`;
  return `<a href="${escape(target)}"><img src="${escape(picture)}" width="${BUTTON.width}" height="${BUTTON.height}" alt="${escape(wordsIn(file.locale))}"></a>`;
}
