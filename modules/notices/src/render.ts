import { localizePath, m, type Locale } from '@otklik/i18n';
import type { LetterItem, Words } from './words.ts';

export type { LetterItem };

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);
// A header or a line of a letter is one line, whatever a clinic is called.
const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]+/g, ' ');

export interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The address behind the button. Paths are ours and begin with one slash; nothing else is linked to. */
export function linkTo(publicUrl: string, path: string, locale: Locale): string {
  const base = new URL(publicUrl);
  const url = new URL(localizePath(path, locale), base);
  if (!/^\/(?!\/)/.test(path) || url.origin !== base.origin)
    throw new TypeError('not our own path');
  return url.href;
}

const textItem = ({ title, lines, link }: LetterItem): string =>
  [`* ${oneLine(title)}`, ...lines.map((line) => `  ${oneLine(line)}`), `  ${link}`].join('\n');

const htmlItem = ({ title, lines, link }: LetterItem): string =>
  `<li style="margin:0 0 16px;"><a href="${escape(link)}" style="color:#0f5e5c;">${escape(oneLine(title))}</a>${lines
    .map((line) => `<br>${escape(oneLine(line))}`)
    .join('')}</li>`;

/** One letter in both parts, which say the same; complete with images and styles off. */
export function renderLetter(words: Words, link: string, locale: Locale): Rendered {
  const greeting = m.notices_greeting({}, { locale });
  const site = m.common_site_name({}, { locale });
  const bare = m.notices_bare_link({}, { locale });
  const paragraphs = [greeting, ...words.paragraphs].map(oneLine);
  const { items = [], after, stopLink } = words;
  const rest = after ? [oneLine(after)] : [];
  const signed = words.signed ? [oneLine(words.signed)] : [];
  const stop = stopLink ? `${words.stop}\n${stopLink}` : words.stop;
  const text = [
    ...paragraphs,
    ...items.map(textItem),
    ...rest,
    `${words.button}:\n${link}`,
    ...signed,
    `-- \n${site}\n${words.why}\n${stop}`,
  ].join('\n\n');
  const p = (inner: string, style = '') => `<p style="margin:0 0 16px;${style}">${inner}</p>`;
  const href = escape(link);
  const small = 'font-size:14px;line-height:20px;color:#5c5850;';
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(words.subject)}</title></head>
<body style="margin:0;padding:24px;background:#faf7f2;color:#1f1d1a;font:17px/26px Arial,sans-serif;">
<div style="max-width:560px;margin:0 auto;">
${paragraphs.map((line) => p(escape(line))).join('\n')}${
    items.length > 0
      ? `\n<ul style="padding-left:20px;">${items.map(htmlItem).join('\n')}</ul>`
      : ''
  }
${rest.map((line) => p(escape(line))).join('\n')}
${p(`<a href="${href}" style="display:inline-block;padding:12px 24px;border-radius:8px;background:#0f5e5c;color:#ffffff;text-decoration:none;">${escape(words.button)}</a>`)}
${p(`${escape(bare)}<br><a href="${href}" style="color:#0f5e5c;word-break:break-all;">${href}</a>`, small)}${signed.map((line) => `\n${p(escape(line))}`).join('')}
<hr style="border:0;border-top:1px solid #ddd6ca;margin:24px 0 16px;">
${p(escape(words.why), small)}
${p(stopLink ? `<a href="${escape(stopLink)}" style="color:#0f5e5c;">${escape(words.stop)}</a>` : escape(words.stop), small)}
</div></body></html>
`;
  return { subject: oneLine(words.subject), text, html };
}
