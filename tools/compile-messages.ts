import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const package_folder = join(root, 'packages/i18n');
const outdir = join(package_folder, 'generated');
const stamp_file = join(outdir, '.stamp');

/** Fingerprint of everything the compiler reads, so that an unchanged tree costs nothing. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['messages', 'project.inlang']) {
    const base = join(package_folder, folder);
    const names = readdirSync(base, { recursive: true, encoding: 'utf8' }).sort();
    // The compiler leaves a note of its own version beside its settings: what it writes it does not read.
    for (const name of names.filter((n) => n.endsWith('.json') && !n.startsWith('.'))) {
      hash.update(name).update(readFileSync(join(base, name)));
    }
  }
  return hash.update(readFileSync(fileURLToPath(import.meta.url))).digest('hex');
}

const MADE_ANEW = 'return new Intl.PluralRules(locale, options).select(Number(input))';
const KEPT = `const key = options ? locale + JSON.stringify(options) : locale;
	let rules = kept_rules.get(key);
	if (!rules) kept_rules.set(key, (rules = new Intl.PluralRules(locale, options)));
	return rules.select(Number(input))`;

/**
 * The compiler's plural makes its rules anew at each call, which costs some ninety times the choice itself, and a
 * queue of the desk has a hundred of them.
 */
function keepPluralRules(): void {
  const file = join(outdir, 'registry.js');
  const made = readFileSync(file, 'utf8');
  if (!made.includes(MADE_ANEW)) throw new Error('the compiled registry has another plural');
  const lines = made.replace(MADE_ANEW, KEPT);
  writeFileSync(
    file,
    `${lines}\n\n/** @type {Map<string, Intl.PluralRules>} */\nconst kept_rules = new Map();\n`,
  );
}

/**
 * Compiles `packages/i18n/messages` into `packages/i18n/generated` (skipped when nothing changed).
 * Types are emitted only where the `typescript` package is installed: a production install needs none.
 * @returns whether anything was compiled
 */
export async function compileMessages(): Promise<boolean> {
  const wanted = fingerprint();
  if (existsSync(stamp_file) && readFileSync(stamp_file, 'utf8') === wanted) return false;
  const { compile } = await import('@inlang/paraglide-js');
  await compile({
    project: join(package_folder, 'project.inlang'),
    outdir,
    // The locale comes from our own storage (src/locale.ts), not from Paraglide's guesses.
    strategy: ['globalVariable', 'baseLocale'],
    outputStructure: 'locale-modules',
    emitGitIgnore: false,
    emitPrettierIgnore: false,
    emitReadme: false,
    emitTsDeclarations: existsSync(join(root, 'node_modules/typescript')),
  });
  keepPluralRules();
  writeFileSync(stamp_file, wanted);
  return true;
}
