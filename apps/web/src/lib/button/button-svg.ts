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

/** The picture as SVG: two lines of words and even colours, no outside reference, no script. */
export function buttonSvg(look: Look, words: string, site: string): string {
  const { ground, ink, sign, edge } = COLOURS[look];
  const [line = ''] = linesOf(words, 34, 1);
  const text = (said: string, y: number, size: number, weight: 400 | 700, fill: string): string =>
    `<text x="20" y="${y}" font-family="Golos Text, Arial, sans-serif" font-size="${size}" font-weight="${weight}" fill="${fill}">${escape(said)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${BUTTON.width}" height="${BUTTON.height}" viewBox="0 0 ${BUTTON.width} ${BUTTON.height}"><rect x="1" y="1" width="318" height="70" rx="8" fill="${ground}" stroke="${edge}" stroke-width="2"/>${text(line, 33, 17, 700, ink)}${text(site, 56, 15, 400, sign)}</svg>`;
}
