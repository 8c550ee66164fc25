/** What stands on the card of a message: nothing that its public page does not say. */
export interface Card {
  readonly site: string;
  readonly number: string;
  readonly topic: string;
  readonly clinic: string;
  readonly state: string;
  readonly story: string;
}

export const CARD = { width: 1200, height: 630 } as const;
const EDGE = 72;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
// What XML cannot hold, and what would turn the line around: neither belongs on a picture.
const UNFIT = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;
const clean = (text: string): string =>
  text.toWellFormed().replace(/\s+/g, ' ').replace(UNFIT, '').trim();
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);

/** Lines of about so many signs, the last one with an ellipsis when more is left; long words are broken. */
export function linesOf(text: string, signs_max: number, lines_max: number): string[] {
  const words = clean(text)
    .split(' ')
    .flatMap((word) => word.match(new RegExp(`.{1,${signs_max}}`, 'gu')) ?? []);
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line ? `${line} ${word}` : word;
    if ([...longer].length <= signs_max) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line) lines.push(line);
  if (lines.length <= lines_max) return lines;
  const last = lines[lines_max - 1]!;
  return [...lines.slice(0, lines_max - 1), `${[...last].slice(0, signs_max - 1).join('')}…`];
}

const text = (
  lines: readonly string[],
  y: number,
  size: number,
  fill: string,
  weight: 400 | 700,
): string =>
  lines
    .map(
      (line, index) =>
        `<text x="${EDGE}" y="${Math.round(y + index * size * 1.3)}" font-family="Golos Text" font-size="${size}" font-weight="${weight}" fill="${fill}">${escape(line)}</text>`,
    )
    .join('');

/** The card as SVG of 1200 × 630: letters and even colours, no outside reference. */
export function cardSvg(card: Card): string {
  const topic = linesOf(card.topic, 32, 2);
  const below = 196 + topic.length * 73;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}"><rect width="1200" height="630" fill="#faf7f2"/><rect width="20" height="630" fill="#0f5e5c"/>${[
    text(linesOf(card.site, 60, 1), 96, 32, '#0f5e5c', 700),
    text(topic, 190, 56, '#1f1d1a', 700),
    text(linesOf(card.clinic, 54, 1), below, 34, '#5c5850', 400),
    text(linesOf(card.story, 56, topic.length > 1 ? 3 : 4), below + 68, 34, '#1f1d1a', 400),
    text([`${card.number} · ${card.state}`], 570, 32, '#0f5e5c', 700),
  ].join('')}</svg>`;
}
