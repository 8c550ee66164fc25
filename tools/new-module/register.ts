import { camel } from './templates.ts';

/** Puts `added` right before the first line that `before` matches. @throws Error when none does */
function insertBefore(text: string, before: RegExp, added: string): string {
  const found = before.exec(text);
  if (!found) throw new Error(`apps/server/src/modules.ts has no place for the module: ${before}`);
  return text.slice(0, found.index) + added + text.slice(found.index);
}

/** The server's list of modules with one more at its end: it stands after all it may need. */
export function withModule(modulesTs: string, name: string): string {
  const key = camel(name);
  let text = insertBefore(
    modulesTs,
    /\n\/\*\* The modules of this program/,
    `import { manifest as ${key} } from '@otklik/${name}';\n`,
  );
  text = insertBefore(text, /\] as const satisfies Manifest\[\]/, `  ${key},\n`);
  text = text.replace(
    /(export interface Faces \{[\s\S]*?)(\n\})/,
    `$1\n  readonly ${key}: Face<typeof ${key}>;$2`,
  );
  return text.replace(
    /(export const facesOf [\s\S]*?)(\n\}\);)/,
    `$1\n  ${key}: faceOf(app, ${key}),$2`,
  );
}

/** A package.json with the module among its dependencies, in order. */
export function withDependency(packageJson: string, name: string): string {
  const manifest = JSON.parse(packageJson) as { dependencies?: Record<string, string> };
  const dependencies = { ...manifest.dependencies, [`@otklik/${name}`]: '0.1.0' };
  const sorted = Object.fromEntries(
    Object.entries(dependencies).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  return `${JSON.stringify({ ...manifest, dependencies: sorted }, null, 2)}\n`;
}
