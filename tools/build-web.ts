// Builds the pages when a source is newer than the build (`--force`: always). The build is made beside
// the running one and swapped in when complete, so that a failed build never leaves half a site.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileMessages } from './compile-messages.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const web = join(root, 'apps/web');
const build = join(web, 'build');
const stamp_file = join(build, '.stamp');
const sources = [
  'apps/web/src',
  'apps/web/static',
  'apps/web/vite.config.ts',
  'apps/web/bare-markup.ts',
  'apps/web/lean-icons.ts',
  'apps/web/package.json',
  'packages/ui/src',
  'packages/ui/assets',
  'packages/i18n/src',
  'packages/i18n/messages',
  'packages/questionnaire/src',
  'tools/compile-messages.ts',
  'package-lock.json',
];

/** Names, sizes and times of all sources: cheap to read, changes with any edit. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path.slice(root.length)}\0${size}\0${mtimeMs}\n`);
  };
  for (const source of sources.map((name) => join(root, name)).filter((path) => existsSync(path))) {
    if (statSync(source).isFile()) add(source);
    else
      for (const entry of readdirSync(source, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) add(join(entry.parentPath, entry.name));
  }
  return hash.digest('hex');
}

const wanted = fingerprint();
const is_fresh = existsSync(stamp_file) && readFileSync(stamp_file, 'utf8') === wanted;
if (!is_fresh || process.argv.includes('--force')) {
  const started_ms = Date.now();
  await compileMessages();
  const out = `build-${process.pid}`;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const run = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: web, // Kit reads its configuration from the working directory only
    env: { ...process.env, OTKLIK_WEB_OUT: out, NODE_ENV: 'production' },
    encoding: 'utf8',
  });
  if (run.status !== 0) {
    rmSync(join(web, out), { recursive: true, force: true });
    console.error(run.stdout + run.stderr);
    console.error('The pages could not be built; the previous build stays.');
    process.exit(1);
  }
  writeFileSync(join(web, out, '.stamp'), wanted);
  rmSync(build, { recursive: true, force: true });
  renameSync(join(web, out), build);
  console.log(`Pages built in ${((Date.now() - started_ms) / 1000).toFixed(1)} s`);
}
