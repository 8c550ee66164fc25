import { linesOf } from '#lib/subscriptions/card.ts';

/** What a picture for a clinic's site may look like. */
export const LOOKS = ['light', 'dark'] as const;
export type Look = (typeof LOOKS)[number];

/** In pixels; the page's HTML says the same, so that nothing moves when the picture comes. */
export const BUTTON = { width: 320, height: 72 } as const;

const COLOURS: Readonly<Record<Look, { ground: string; ink: string; sign: string; edge: string }>> =
  {
    light: { ground: '#ffffff', ink: '#1f1d1a', sign: '#0f5e5c', edge: '#0f5e5c' },
    dark: { ground: '#12302f', ink: '#ffffff', sign: '#8fd3cf', edge: '#8fd3cf' },
  };

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);

/** Characters a line may have: a picture has the fonts of whoever shows it, and the widest must fit. */
const LINE_characters = 22;

/** The picture as SVG: words, the site's name and even colours, no outside reference, no script. */
export function buttonSvg(look: Look, words: string, site: string): string {
  const { ground, ink, sign, edge } = COLOURS[look];
  const lines = linesOf(words, LINE_characters, 2);
  const first_y = lines.length === 1 ? 33 : 25;
  const text = (said: string, y: number, size: number, weight: 400 | 700, fill: string): string =>
    `<text x="20" y="${y}" font-family="Golos Text, Arial, sans-serif" font-size="${size}" font-weight="${weight}" fill="${fill}">${escape(said)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${BUTTON.width}" height="${BUTTON.height}" viewBox="0 0 ${BUTTON.width} ${BUTTON.height}"><rect x="1" y="1" width="318" height="70" rx="8" fill="${ground}" stroke="${edge}" stroke-width="2"/>${lines.map((line, at) => text(line, first_y + at * 20, 17, 700, ink)).join('')}${text(site, lines.length === 1 ? 56 : 63, 13, 400, sign)}</svg>`;
}
