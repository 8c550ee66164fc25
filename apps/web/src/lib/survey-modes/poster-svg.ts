import { encode } from 'uqr';
import { linesOf } from '#lib/subscriptions/card.ts';

/** Sheets in millimetres. */
export const SHEETS = { a4: [210, 297], a3: [297, 420] } as const;
export type Sheet = keyof typeof SHEETS;

export interface PosterWords {
  readonly heading: string;
  readonly place: string;
  readonly scan: string;
  /** Before the address, for who cannot scan. */
  readonly type: string;
  readonly apart: string;
  readonly site: string;
}

const BLEED_mm = 3;
const MARK_mm = 5;
const QUIET_modules = 4;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);

/** The modules of the sign, without their quiet border: one string of 0 and 1 a row. */
export const qrRows = (link: string): string[] =>
  encode(link, { ecc: 'Q', border: 0 }).data.map((row) =>
    row.map((isBlack) => (isBlack ? '1' : '0')).join(''),
  );

/** Black squares as one path, runs of a row together. */
export function qrPath(rows: readonly string[], module_mm: number): string {
  const parts: string[] = [];
  const mm = (n: number): string => String(Math.round(n * module_mm * 1000) / 1000);
  rows.forEach((row, y) => {
    for (const { index, 0: run } of row.matchAll(/1+/g))
      parts.push(`M${mm(index)} ${mm(y)}h${mm(run.length)}v${mm(1)}h-${mm(run.length)}z`);
  });
  return parts.join('');
}

/** Where the knife goes: short lines outside the sheet's corners. */
function cropMarks(width: number, height: number): string {
  const lines = [0, width].flatMap((x) =>
    [0, height].flatMap((y) => {
      const out = (at: number): number => (at === 0 ? -1 : 1);
      return [
        `M${x} ${y + out(y) * BLEED_mm}v${out(y) * MARK_mm}`,
        `M${x + out(x) * BLEED_mm} ${y}h${out(x) * MARK_mm}`,
      ];
    }),
  );
  return `<path d="${lines.join('')}" stroke="#000" stroke-width="0.25" fill="none"/>`;
}

/**
 * A poster for a wall, ready for print: millimetres, crop marks, a black sign on white, text that stays text. The
 * sign leads to the same address as stands under it in letters.
 */
export function posterSvg(
  link: string,
  words: PosterWords,
  { sheet, fonts }: { readonly sheet: Sheet; readonly fonts: string },
): string {
  const [width, height] = SHEETS[sheet];
  const scale = width / SHEETS.a4[0];
  const margin = BLEED_mm + MARK_mm;
  const rows = qrRows(link);
  const qr_mm = 100 * scale;
  const module_mm = qr_mm / (rows.length + 2 * QUIET_modules);
  const centre = width / 2;
  let y = 0;
  const text = (said: string, step: number, size: number, weight: 400 | 700): string => {
    y += step * scale;
    return `<text x="${centre}" y="${Math.round(y * 100) / 100}" font-size="${size * scale}" font-weight="${weight}" text-anchor="middle">${escape(said)}</text>`;
  };
  const block = (said: string, chars: number, size: number, weight: 400 | 700, first: number) =>
    linesOf(said, chars, 4)
      .map((line, at) => text(line, at === 0 ? first : size * 1.25, size, weight))
      .join('');
  const above = block(words.heading, 20, 15, 700, 38) + block(words.place, 46, 7, 400, 14);
  const qr_y = y + 8 * scale;
  const at = `translate(${centre - qr_mm / 2 + QUIET_modules * module_mm} ${qr_y + QUIET_modules * module_mm})`;
  y = qr_y + qr_mm;
  const address = link.replace(/^https?:\/\//, '');
  const below =
    block(words.scan, 46, 7, 400, 6) +
    block(words.type, 46, 7, 400, 13) +
    text(address, 11, 9, 700) +
    block(words.apart, 62, 5, 400, 15) +
    text(words.site, 13, 5, 700);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 2 * margin}mm" height="${height + 2 * margin}mm" viewBox="${-margin} ${-margin} ${width + 2 * margin} ${height + 2 * margin}"><title>${escape(words.heading)}</title><style>${fonts}</style><rect x="${-BLEED_mm}" y="${-BLEED_mm}" width="${width + 2 * BLEED_mm}" height="${height + 2 * BLEED_mm}" fill="#fff"/>${cropMarks(width, height)}<g font-family="Golos Text, Arial, sans-serif" fill="#000">${above}<path transform="${at}" d="${qrPath(rows, module_mm)}"/>${below}</g></svg>`;
}
