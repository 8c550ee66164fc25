// `npm test`: everything that decides whether a change lands, in order of cost. Prints a line a check
// and, last, how many passed and failed; a check that cannot run has failed.
import { spawn, spawnSync } from 'node:child_process';
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

/** Of this run alone: what the tests say and compile; and the data folder they copy, which PostgreSQL's user enters. */
const own = mkdtempSync(join(tmpdir(), 'otklik-report-'));
const ready = mkdtempSync(join(tmpdir(), 'otklik-ready-'));

/** Two lanes run side by side, one a core; what stands in one lane runs in its order. */
const LANES: readonly (readonly Check[])[] = [
  [
    // The other lane reads nothing that is generated.
    { name: 'messages and page types are generated', args: ['tools/prepare.ts'] },
    // Several checkers do the same work several times: 38 s of processors become 14 with one.
    {
      name: 'types',
      args: [bin('@typescript/native/bin/tsc'), '-p', 'tsconfig.json', '--singleThreaded'],
    },
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
    // After the types of pages: the build writes the same generated folder.
    { name: 'pages build', args: ['tools/build-web.ts'] },
    { name: 'a data folder to copy', args: ['tests/support/make-ready.ts', ready] },
  ],
  [
    { name: 'lint', args: [bin('oxlint/bin/oxlint'), '--deny-warnings'] },
    { name: 'format', args: [bin('oxfmt/bin/oxfmt'), '--check'] },
    {
      name: 'boundaries',
      args: [
        bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        // The rules are about sources; what tests and tools import the check of types resolves.
        'apps/server/src',
        'apps/web/src',
        'packages',
        'modules',
        '--exclude',
        '(^|/)(test|build|generated|\\.svelte-kit|\\.svelte-check)/',
      ],
    },
  ],
];

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { status: string; assertionResults: readonly unknown[] }[];
}

/** One check, its output kept together and printed at its end, so that two lanes do not mix. */
async function run({ name, args, cwd = '' }: Check): Promise<boolean> {
  const started_ms = Date.now();
  const child = spawn(process.execPath, args, { cwd: join(root, cwd), stdio: 'pipe' });
  const printed: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
  const fine = await new Promise<boolean>((resolve) => {
    child.on('error', (error) => {
      printed.push(Buffer.from(`${error.message}\n`));
      resolve(false);
    });
    child.on('close', (status) => {
      resolve(status === 0);
    });
  });
  process.stdout.write(Buffer.concat(printed));
  const took_s = ((Date.now() - started_ms) / 1000).toFixed(1);
  console.log(`${fine ? 'ok' : 'FAIL'} ${name} (${took_s} s)`);
  return fine;
}

/** The checks of one lane, one after another: whether each was fine. */
async function runLane(checks: readonly Check[]): Promise<boolean[]> {
  const results: boolean[] = [];
  for (const check of checks) results.push(await run(check));
  return results;
}

/** Tests by Vitest; a file that fails before its first test counts as one failure. */
function runTests(): { passed: number; failed: number; skipped: number } {
  const file = join(own, 'report.json');
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        bin('vitest/vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ],
      {
        cwd: root,
        stdio: 'inherit',
        // Tests start our program some hundred times: it is compiled once.
        env: {
          ...process.env,
          NODE_COMPILE_CACHE: join(own, 'compiled'),
          OTKLIK_READY_FOLDER: ready,
        },
      },
    );
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
  }
}

const checks = (await Promise.all(LANES.map(async (lane) => await runLane(lane)))).flat();
let passed = checks.filter(Boolean).length;
let failed = checks.length - passed;
const tests = runTests();
passed += tests.passed;
failed += tests.failed;
for (const folder of [own, ready]) rmSync(folder, { recursive: true, force: true });
if (passed === 0) failed += 1;
console.log(
  `${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`,
);
process.exitCode = failed === 0 ? 0 : 1;
