import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const tokens = readFileSync(join(root, 'packages/ui/src/tokens.css'), 'utf8');
const defined = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map((match) => match[1]));

const files = ['packages/ui/src', 'apps/web/src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(svelte|css)$/.test(name) && !name.endsWith('tokens.css'))
    .map((name) => `${folder}/${name}`),
);

/** The styles of a component without its print rules, which may say black and white. */
function stylesOf(file: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  const css = file.endsWith('.css')
    ? text
    : [...text.matchAll(/<style>(.*?)<\/style>/gs)].join('\n');
  return css.replace(/@media print \{.*?\n\}\n/gs, '');
}

test.each(files)('%s takes its colours from the token file', (file) => {
  const css = stylesOf(file);
  expect(css.match(/#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)a?\(/gi) ?? []).toEqual([]);
});

test.each(files)('%s uses only tokens that exist', (file) => {
  const css = stylesOf(file);
  const own = new Set([...css.matchAll(/(--[\w-]+):/g)].map((match) => match[1]));
  const unknown = [...css.matchAll(/var\((--[\w-]+)\s*([,)])/g)]
    .filter(([, name, end]) => end === ')' && !defined.has(name as string) && !own.has(name))
    .map(([, name]) => name);
  expect(unknown).toEqual([]);
});
