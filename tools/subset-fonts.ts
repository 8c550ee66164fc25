// Cuts Golos Text down to what Russian and English pages need and writes packages/ui/assets/fonts.
// Run by hand when the font package or the character list changes; the results are committed.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(join(root, 'apps/web/package.json'));
const source = dirname(require.resolve('@fontsource-variable/golos-text/package.json'));
const out = join(root, 'packages/ui/assets/fonts');

const range = (from: string, to: string): string => {
  const first = from.codePointAt(0) ?? 0;
  const length = (to.codePointAt(0) ?? 0) - first + 1;
  return String.fromCodePoint(...Array.from({ length }, (_, index) => first + index));
};

// Names in other scripts fall back to the system's font; words of the site must not.
const parts = [
  { name: 'cyrillic', text: range('А', 'я') + 'Ёё№' },
  { name: 'latin', text: range(' ', '~') + '\u00a0«»„“”’–—…·×−₽©' },
];

mkdirSync(out, { recursive: true });
for (const { name, text } of parts) {
  const input = readFileSync(join(source, `files/golos-text-${name}-wght-normal.woff2`));
  const font = await subsetFont(input, text, {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 700, default: 400 } },
    keepFeatures: ['kern', 'tnum', 'mark', 'ccmp', 'locl'],
    noHinting: true,
    dropTables: ['vhea', 'vmtx', 'gasp'],
  });
  writeFileSync(join(out, `golos-text-${name}.woff2`), font);
  console.log(`golos-text-${name}.woff2  ${font.length} bytes (was ${input.length})`);
}
copyFileSync(join(source, 'LICENSE'), join(out, 'OFL.txt'));
