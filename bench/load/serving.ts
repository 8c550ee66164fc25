import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));
const PACKAGE = fileURLToPath(new URL('../../package.json', import.meta.url));

/** A server of our own, as `npm start` runs it: with its worker, and the flags that bound its heap. */
export interface Serving {
  readonly base: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a server over this data folder and waits until it says that it is ready.
 * @throws Error when it ends before that
 */
export async function startServing(dataDir: string, port: number): Promise<Serving> {
  const { scripts } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { scripts: { start: string } };
  const flags = scripts.start.split(' ').filter((word) => word.startsWith('--'));
  const child = spawn(process.execPath, [...flags, MAIN, 'start'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await ready(child);
  return {
    base: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

const ready = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout!.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('is ready')) resolve();
    });
  });

/** Runs one command of ours beside a serving process. @returns what it printed */
export async function commandLine(dataDir: string, args: string[]): Promise<string> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, DATA_DIR: dataDir },
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  await new Promise((resolve) => child.once('exit', resolve));
  return out.trim();
}

/** Resident memory of a process, in MB. */
export const resident_MB = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

/** Processor seconds that a process and its ended children have used. */
export function processor_s(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The highest memory in each quarter of the samples, and how much the last grew over the second. */
export function byQuarter(samples: readonly number[]): { peaks: number[]; growth: number } {
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const peaks = [0, 1, 2, 3].map((part) =>
    Math.max(0, ...samples.slice(part * quarter, (part + 1) * quarter)),
  );
  return { peaks, growth: peaks[3]! / peaks[1]! };
}
