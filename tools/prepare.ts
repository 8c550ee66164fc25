// What `npm ci` prepares: generated messages and the web app's types.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileMessages } from './compile-messages.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const kit = join(root, 'node_modules/@sveltejs/kit/svelte-kit.js');

await compileMessages();
// npm removes the generated `$app` folder on each install; Kit looks for its configuration in the
// working directory only.
if (existsSync(kit)) {
  execFileSync(process.execPath, [kit, 'sync'], {
    cwd: join(root, 'apps/web'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
