import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { jsonFiles } from './vectors/json-files.ts';
import { commentThemesRunner } from './vectors/comment-themes.ts';
import type { VectorCase, VectorOutcome, VectorRunner } from './vectors/runner.ts';
import { personalDataRunner } from './vectors/personal-data.ts';
import { questionnaireRunner } from './vectors/questionnaire.ts';
import { scoringRunner } from './vectors/scoring.ts';
import { statsRunner } from './vectors/stats.ts';
import { waitsRunner } from './vectors/waits.ts';
import { workingTimeRunner } from './vectors/working-time.ts';

/** Every kind of vectors this installation can judge; a module that brings a kind adds its runner here. */
const shipped: Readonly<Record<string, VectorRunner>> = {
  'comment-themes': commentThemesRunner,
  'personal-data': personalDataRunner,
  questionnaire: questionnaireRunner,
  scoring: scoringRunner,
  stats: statsRunner,
  waits: waitsRunner,
  'working-time': workingTimeRunner,
};

const FINE = 0;
const FAILED = 1;
const MISUSED = 2;

type Print = (line: string) => void;

/**
 * `vectors KIND FOLDER`: answers every case of every JSON file of the folder and its subfolders, prints a
 * line a case and the counts last.
 * @param args what follows `vectors` on the command line
 * @param out takes one printed line, without its end
 * @param runners other kinds than the shipped ones (tests of the command itself)
 * @returns exit code: 0 all passed; 1 a failure, a file that cannot be read, or no case at all; 2 wrong usage.
 */
export async function vectors(args: string[], out: Print, runners = shipped): Promise<number> {
  const [kind, folder, ...rest] = args;
  const kinds = Object.keys(runners).join(', ');
  if (kind === undefined || folder === undefined || rest.length > 0) {
    out(`usage: npm run vectors -- KIND FOLDER (kinds: ${kinds})`);
    return MISUSED;
  }
  const runner = Object.hasOwn(runners, kind) ? runners[kind] : undefined;
  if (!runner) {
    out(`unknown kind of vectors "${kind}"; known kinds: ${kinds}`);
    return MISUSED;
  }
  return runFolder(runner, folder, out);
}

async function runFolder(runner: VectorRunner, folder: string, out: Print): Promise<number> {
  const counts = { ok: 0, fail: 0, skip: 0, weak: 0 };
  const read: unknown[] = [];
  const report = (id: string, outcome: VectorOutcome): void => {
    counts[outcome.result] += 1;
    out(lineOf(id, outcome));
  };
  const broken = (name: string, error: unknown): void => {
    counts.fail += 1;
    out(`FAIL ${name}: ${messageOf(error)}`);
  };

  const paths = await jsonFiles(folder).catch((error: unknown) => {
    broken(folder, error);
    return [];
  });
  for (const path of paths) {
    let cases: readonly VectorCase[] = [];
    try {
      const json = parse(await readFile(path, 'utf8'));
      cases = await runner.cases(json, folder);
      if (cases.length > 0) read.push(json);
    } catch (error) {
      broken(relative(folder, path), error);
    }
    for (const vector of cases) {
      try {
        report(vector.id, await vector.run());
      } catch (error) {
        broken(vector.id, error);
      }
    }
  }

  if (read.length > 0 && runner.summary) {
    const { lines, failures } = runner.summary(read);
    lines.forEach((line) => out(line));
    failures.forEach((failure) => out(`FAIL ${failure}`));
    counts.fail += failures.length;
  }
  if (counts.ok + counts.fail + counts.skip + counts.weak === 0) out(`no case found in ${folder}`);
  const skipped = counts.skip > 0 ? `, ${counts.skip} skipped` : '';
  const weak = counts.weak > 0 ? `, ${counts.weak} weak` : '';
  out(`${counts.ok} passed, ${counts.fail} failed${skipped}${weak}`);
  // A run that judged nothing must not look like a success.
  return counts.fail === 0 && counts.ok > 0 ? FINE : FAILED;
}

function parse(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ''));
}

function lineOf(id: string, outcome: VectorOutcome): string {
  if (outcome.result === 'ok') return `ok ${id}`;
  if (outcome.result === 'weak') return `weak ${id}: ${outcome.reason}`;
  if (outcome.result === 'skip') return `skip ${id}: ${outcome.reason}`;
  return `FAIL ${id}: expected ${JSON.stringify(outcome.expected)} got ${JSON.stringify(outcome.got)}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
