import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import { posterSvg, qrRows } from '../src/lib/survey-modes/poster-svg.ts';

const LINK = 'https://otklik.example/s/abcdefgh';
const words = {
  heading: 'Как всё прошло сегодня?',
  place: 'Поликлиника <№ 1> & филиал',
  scan: 'Наведите камеру',
  type: 'или наберите:',
  apart: 'Без имени',
  site: 'Отклик',
};
const poster = (sheet: 'a4' | 'a3' = 'a4') => posterSvg(LINK, words, { sheet, fonts: '' });

/** The modules that a path of squares blackens. */
function drawn(path: string, module_mm: number): Set<string> {
  const black = new Set<string>();
  for (const [, x = '', y = '', run = ''] of path.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v/g))
    for (let n = 0; n < Math.round(Number(run) / module_mm); n += 1)
      black.add(`${Math.round(Number(x) / module_mm) + n},${Math.round(Number(y) / module_mm)}`);
  return black;
}

describe('the poster', () => {
  test('carries the sign of its own address, strong enough for a wall, with its quiet border', () => {
    const { data } = encode(LINK, { ecc: 'Q', border: 0 });
    expect(qrRows(LINK)).toHaveLength(data.length);
    const [, x = '', , path = ''] =
      /translate\(([\d.]+) ([\d.]+)\)" d="([^"]+)"/.exec(poster()) ?? [];
    const module_mm = 100 / (data.length + 8);
    const wanted = new Set(
      data.flatMap((row, y) => row.flatMap((isBlack, at) => (isBlack ? [`${at},${y}`] : []))),
    );
    expect(drawn(path, module_mm)).toEqual(wanted);
    expect(data.length * module_mm).toBeGreaterThan(40);
    expect(Number(x)).toBeCloseTo(105 - 50 + 4 * module_mm);
  });

  test('is of a sheet’s size in millimetres, and text stays text', () => {
    expect(poster()).toContain('width="226mm" height="313mm"');
    expect(poster('a3')).toContain('width="313mm" height="436mm"');
    expect(poster()).toContain('otklik.example/s/abcdefgh</text>');
    expect(poster()).toContain('&lt;№ 1&gt; &amp; филиал');
    expect(poster()).not.toMatch(/href|script/);
  });
});
