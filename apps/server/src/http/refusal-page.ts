import { createHash } from 'node:crypto';
import { isLocale, localeOfPath, localizePath, m, type Locale } from '@otklik/i18n';

type Sentence = (inputs: Record<string, never>, options: { locale: Locale }) => string;

/** What happened, and what to do now. */
const WORDS: Readonly<Record<string, readonly [Sentence, Sentence]>> = {
  'origin-refused': [m.errors_refused_origin_title, m.errors_refused_origin_text],
  'over-capacity': [m.errors_title_503, m.errors_text_503],
  'unsupported-media-type': [m.errors_refused_media_title, m.errors_refused_media_text],
  'request-timeout': [m.errors_refused_timeout_title, m.errors_refused_timeout_text],
  'host-unknown': [m.errors_refused_host_title, m.errors_refused_host_text],
  internal: [m.errors_title_500, m.errors_text_500],
  'not-found': [m.errors_title_404, m.errors_text_404],
};
const OTHER = [m.errors_title_400, m.errors_text_400] as const;

// Kept by its hash in the policy: this page is made where there are no files and no nonce.
const STYLE =
  ':root{color-scheme:light dark}body{max-width:38rem;margin:10vh auto;padding:0 1rem;' +
  'font:1.125rem/1.5 system-ui,sans-serif}h1{font-size:1.6rem;line-height:1.25}' +
  'a{display:inline-block;min-height:24px;margin-right:1rem}code{overflow-wrap:anywhere}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The policy of a refusal's page: its own letters and nothing else. */
export const REFUSAL_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Who asked, by the request's own words. */
export interface Reader {
  /** The path that was asked for, with its query. */
  readonly url: string;
  readonly acceptLanguage?: string | undefined;
  /** The page of ours that the request came from; null when it came from elsewhere. */
  readonly from?: string | null;
}

/** The language of the address where it names one, else the first of ours that the browser reads. */
export function languageOf({ url, acceptLanguage = '', from }: Reader): Locale {
  if (localeOfPath(url) === 'en' || (from && localeOfPath(from) === 'en')) return 'en';
  // Russian addresses carry no language: only a page of ours says that its reader chose it.
  if (from) return 'ru';
  const wished = acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';');
      const weight = Number(/^\s*q=([\d.]+)\s*$/.exec(rest.join(';'))?.[1] ?? 1);
      return { locale: tag.slice(0, 2).toLowerCase(), weight };
    })
    .filter(({ locale, weight }) => isLocale(locale) && weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  const [first] = wished;
  return isLocale(first?.locale) ? first.locale : 'ru';
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** One sentence of what happened, for readers of plain text. */
export const refusalSentence = (code: string, locale: Locale): string =>
  (WORDS[code] ?? OTHER)[0]({}, { locale });

/**
 * A small page that needs nothing else: what happened, what to do, and the ways back.
 * @param home where the site lives, when it is not here (an unknown host)
 */
export function refusalPage(
  code: string,
  reader: Reader,
  { requestId, home = '' }: { readonly requestId: string; readonly home?: string },
): string {
  const locale = languageOf(reader);
  const [title, text] = (WORDS[code] ?? OTHER).map((say) => escaped(say({}, { locale })));
  const back = reader.from
    ? `<a href="${escaped(reader.from)}">${escaped(m.errors_go_back({}, { locale }))}</a>`
    : '';
  const start = escaped(home + localizePath('/', locale));
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${text}</p>
<p>${back}<a href="${start}">${escaped(m.errors_go_home({}, { locale }))}</a></p>
<p>${escaped(m.errors_request_id({}, { locale }))} <code>${escaped(requestId)}</code></p></main></body>
</html>
`;
}
