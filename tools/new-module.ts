// `npm run new:module NAME`: writes a complete, working module and registers it with the server.
// A second argument is the repository to write into; tests give a copy.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withDependency, withModule } from './new-module/register.ts';
import { moduleFiles } from './new-module/templates.ts';

const [name = '', given] = process.argv.slice(2);
const root = given ? resolve(given) : join(dirname(fileURLToPath(import.meta.url)), '..');

function change(file: string, work: (text: string) => string): void {
  const path = join(root, file);
  writeFileSync(path, work(readFileSync(path, 'utf8')));
}

function write(): void {
  for (const [file, text] of Object.entries(moduleFiles(name))) {
    const path = join(root, 'modules', name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  change('apps/server/src/modules.ts', (text) => withModule(text, name));
  change('apps/server/package.json', (text) => withDependency(text, name));
  console.log(`modules/${name} is written and registered in apps/server/src/modules.ts. Now:
  npm install                              makes the workspace known
  tests/permissions/samples.ts             a sample question for each verb, or the matrix fails
  npm run generate                         then read docs/reference/permissions.md
  npx vitest run --project database modules/${name}`);
}

if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  console.error('npm run new:module NAME, where NAME is in kebab-case: home-visits');
  process.exitCode = 2;
} else if (existsSync(join(root, 'modules', name))) {
  console.error(`modules/${name} is there already.`);
  process.exitCode = 1;
} else write();
