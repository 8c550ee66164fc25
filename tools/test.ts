// `npm test`: everything that decides whether a change lands, in order of cost. Prints a line a check
// and, last, how many passed and failed; a check that cannot run has failed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name: string): string => join(root, 'node_modules', name);

interface Check {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd?: string;
}

const CHECKS: readonly Check[] = [
  { name: 'messages and page types are generated', args: ['tools/prepare.ts'] },
  { name: 'types', args: [bin('@typescript/native/bin/tsc'), '-p', 'tsconfig.json'] },
  // In this order: the pages read the component types that the first run leaves behind.
  {
    name: 'types of components',
    args: [bin('svelte-check/bin/svelte-check'), '--tsgo', '--threshold', 'error'],
    cwd: 'packages/ui',
  },
  {
    name: 'types of pages',
    args: [bin('svelte-check/bin/svelte-check'), '--tsgo', '--threshold', 'error'],
    cwd: 'apps/web',
  },
  { name: 'lint', args: [bin('oxlint/bin/oxlint'), '--deny-warnings'] },
  {
    name: 'boundaries',
    args: [
      bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'apps',
      'packages',
      'modules',
      'tools',
      'tests',
    ],
  },
  {
    name: 'format',
    args: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  },
  { name: 'pages build', args: ['tools/build-web.ts'] },
];

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { status: string; assertionResults: readonly unknown[] }[];
}

function run({ args, cwd = '' }: Check): number {
  const { status } = spawnSync(process.execPath, args, { cwd: join(root, cwd), stdio: 'inherit' });
  return status ?? 1;
}

/** Tests by Vitest; a file that fails before its first test counts as one failure. */
function runTests(): { passed: number; failed: number; skipped: number } {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-report-'));
  const file = join(folder, 'report.json');
  try {
    const status = run({
      name: 'tests',
      args: [
        bin('vitest/vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ],
    });
    const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
    const broken = report.testResults.filter(
      (result) => result.status === 'failed' && result.assertionResults.length === 0,
    ).length;
    const failed = report.numFailedTests + broken;
    // An error outside any test (an unhandled rejection) still fails the run.
    const silent = status !== 0 && failed === 0 ? 1 : 0;
    return {
      passed: report.numPassedTests,
      failed: failed + silent,
      skipped: report.numPendingTests,
    };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let passed = 0;
let failed = 0;
for (const check of CHECKS) {
  const started_ms = Date.now();
  const fine = run(check) === 0;
  if (fine) passed += 1;
  else failed += 1;
  console.log(
    `${fine ? 'ok' : 'FAIL'} ${check.name} (${((Date.now() - started_ms) / 1000).toFixed(1)} s)`,
  );
}
const tests = runTests();
passed += tests.passed;
failed += tests.failed;
if (passed === 0) failed += 1;
console.log(
  `${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`,
);
process.exitCode = failed === 0 ? 0 : 1;
