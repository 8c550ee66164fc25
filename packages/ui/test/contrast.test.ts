import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../src/tokens.css'), 'utf8');

/** Colours named by the block that follows `selector`. */
function colours(selector: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (let at = css.indexOf(`${selector} {`); at >= 0; at = css.indexOf(`${selector} {`, at + 1)) {
    const block = css.slice(at, css.indexOf('}', at));
    for (const [, name, value] of block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g))
      found[name as string] ??= value as string;
  }
  return found;
}

/** Relative luminance of `#rrggbb`, WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

const light = colours('\n:root');
const schemes: Record<string, Record<string, string>> = { light };
for (const name of ['dark', 'black-on-white', 'white-on-black', 'blue-on-beige'])
  schemes[name] = { ...light, ...colours(`:root[data-scheme='${name}']`) };

const grounds = ['paper', 'sheet', 'sunk'];
const soft = ['action-soft', 'amber-soft', 'brick-soft', 'leaf-soft'];
const text_pairs = [
  ...[
    'ink',
    'ink-soft',
    'action',
    'action-strong',
    'brick',
    'brick-strong',
    'amber',
    'leaf',
  ].flatMap((text) => grounds.map((ground) => [text, ground])),
  ...soft.flatMap((ground) => ['ink', 'ink-soft', 'action'].map((text) => [text, ground])),
  ['amber', 'amber-soft'],
  ['brick', 'brick-soft'],
  ['leaf', 'leaf-soft'],
  ['on-action', 'action'],
  ['on-action', 'action-strong'],
  ['on-brick', 'brick'],
  ['on-brick', 'brick-strong'],
] as [string, string][];
const graphic_pairs = [
  ...['line-strong', 'focus', 'amber-mark'].flatMap((mark) =>
    grounds.map((ground) => [mark, ground]),
  ),
  ['focus', 'focus-halo'],
  ...[1, 2, 3, 4, 5, 6].flatMap((n) => ['paper', 'sheet'].map((ground) => [`data-${n}`, ground])),
] as [string, string][];

describe.each(Object.entries(schemes))('%s', (name, scheme) => {
  const least_text = name.includes('-on-') ? 7 : 4.5;
  const measure = ([front, back]: [string, string]) => {
    const [a, b] = [scheme[front], scheme[back]];
    if (!a || !b) throw new Error(`${front} or ${back} is not in the token file`);
    return { pair: `${front} on ${back}`, ratio: Math.round(contrast(a, b) * 100) / 100 };
  };
  test('text', () => {
    expect(text_pairs.map(measure).filter(({ ratio }) => ratio < least_text)).toEqual([]);
  });
  test('graphics', () => {
    expect(graphic_pairs.map(measure).filter(({ ratio }) => ratio < 3)).toEqual([]);
  });
});

test('dark by the system and dark by choice are the same', () => {
  const chosen = colours(":root[data-scheme='dark']");
  expect(colours(':root:not([data-scheme])')).toEqual(chosen);
  expect(Object.keys(chosen).sort()).toEqual(Object.keys(light).sort());
});
