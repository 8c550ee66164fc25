import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const NAME = 'home-visits';
let copy: string;

// The new module's own test runs on the database server of this run: to make another costs ten seconds.
const inside = JSON.stringify({ superUrl: inject('superUrl'), dataDir: inject('dataDir') });

/** Runs a tool in the copy; gives its exit code and what it said. */
function run(...args: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'test', VITEST: undefined, OTKLIK_TESTS_INSIDE: inside },
  });
  return { status, said: `${stdout}\n${stderr}`.slice(-6000) };
}
const bin = (name: string): string => join(root, 'node_modules', name);

/** The sources, with the same installed packages; our own workspaces are those of the copy. */
function copySources(): void {
  const SKIPPED = /(^|\/)(node_modules|build|data|\.svelte-kit|\.git|docs|bench)$/;
  for (const entry of ['apps/server', 'packages', 'modules', 'tests', 'tools'])
    cpSync(join(root, entry), join(copy, entry), {
      recursive: true,
      filter: (source) => !SKIPPED.test(source) || /\/modules\/[^/]+\/data$/.test(source),
    });
  for (const file of ['package.json', 'tsconfig.json', 'vitest.config.ts', '.oxlintrc.json'])
    cpSync(join(root, file), join(copy, file));
  mkdirSync(join(copy, 'node_modules/@otklik'), { recursive: true });
  for (const entry of readdirSync(join(root, 'node_modules')))
    if (entry !== '@otklik' && !entry.startsWith('.'))
      symlinkSync(join(root, 'node_modules', entry), join(copy, 'node_modules', entry));
  for (const folder of ['packages', 'modules'])
    for (const entry of readdirSync(join(copy, folder))) {
      // Where two versions of one dependency are in use, a workspace has its own.
      const own = join(folder, entry, 'node_modules');
      if (existsSync(join(root, own))) symlinkSync(join(root, own), join(copy, own));
      symlinkSync(join(copy, folder, entry), join(copy, 'node_modules/@otklik', entry));
    }
}

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'otklik-module-'));
  copySources();
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test(
  'a new module is complete: it type-checks, passes lint and its own test',
  { timeout: 240_000 },
  () => {
    execFileSync(process.execPath, ['tools/new-module.ts', NAME, copy], { cwd: root });
    const folder = join(copy, 'modules', NAME);
    expect(existsSync(join(folder, 'README.md'))).toBe(true);
    symlinkSync(folder, join(copy, 'node_modules/@otklik', basename(folder)));

    const formatted = run(
      bin('oxfmt/bin/oxfmt'),
      '--check',
      `modules/${NAME}`,
      'apps/server/src/modules.ts',
      '--config',
      join(root, '.oxfmtrc.json'),
    );
    expect(formatted.status, formatted.said).toBe(0);
    const linted = run(
      bin('oxlint/bin/oxlint'),
      '--deny-warnings',
      `modules/${NAME}`,
      'apps/server/src/modules.ts',
    );
    expect(linted.status, linted.said).toBe(0);
    // Its own sources. The list that names it and its test run below; to check the types of both is to check
    // those of the whole program again, half a minute of a core.
    writeFileSync(
      join(copy, 'tsconfig.new.json'),
      JSON.stringify({ extends: './tsconfig.json', include: [`modules/${NAME}/src`], exclude: [] }),
    );
    const typed = run(bin('@typescript/native/bin/tsc'), '-p', 'tsconfig.new.json');
    expect(typed.status, typed.said).toBe(0);
    const tested = run(bin('vitest/vitest.mjs'), 'run', '--project', 'database', `modules/${NAME}`);
    expect(tested.status, tested.said).toBe(0);
    expect(tested.said).toMatch(/3 passed/);
  },
);

test('a name that is none, or is taken, is refused', () => {
  for (const name of ['', 'Home', 'a_b', '../x', 'cases']) {
    const { status } = spawnSync(process.execPath, ['tools/new-module.ts', name, copy], {
      cwd: root,
    });
    expect(status, name).toBeGreaterThan(0);
  }
});
