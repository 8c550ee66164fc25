import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../apps/server/src/main.ts', import.meta.url));
const PACKAGE = fileURLToPath(new URL('../package.json', import.meta.url));
const PORT = 8098;
const BASE = `http://127.0.0.1:${PORT}`;
const PAGES = ['/', '/clinics', '/clinics/msk-a-001-x', '/complaints', '/complaints/new'];
const REQUESTS_PER_S = 50;
const FILINGS_PER_S = 5;

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

/** A request counts as failed when it is not answered with success; the body is read to its end. */
async function ask(path: string, init?: RequestInit): Promise<boolean> {
  try {
    const response = await fetch(`${BASE}${path}`, {
      ...init,
      signal: AbortSignal.timeout(10_000),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

const filing = (key: string, n: number): RequestInit => ({
  method: 'POST',
  headers: {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  },
  body: JSON.stringify({
    clinic: 'msk-a-001-x',
    topic: 'no-shoe-covers',
    story: `На входе нет бахил ни в одном из автоматов, гардеробщица разводит руками. ${n}`,
    facts: { seen_at: '2026-11-20T10:00' },
    email: `memory-${n}@bench.example`,
  }),
});

async function commandLine(dataDir: string, args: string[]): Promise<string> {
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

/** Resident memory of the server process with its worker under a steady load (PostgreSQL apart). */
export async function main([minutes = '10']: string[]): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-memory-'));
  // With the flags of `npm start`: they bound the heap that V8 would let grow on a large machine.
  const { scripts } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { scripts: { start: string } };
  const flags = scripts.start.split(' ').filter((word) => word.startsWith('--'));
  const server = spawn(process.execPath, [...flags, MAIN, 'start'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(PORT) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => {
    server.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('is ready')) resolve();
    });
  });
  const key = (
    await commandLine(dataDir, [
      'api-key',
      'create',
      '--name',
      'memory',
      '--scopes',
      'complaints:write',
    ])
  )
    .split('\n')
    .at(-1)!;
  const total_s = Number(minutes) * 60;
  const samples: number[] = [];
  let asked = 0;
  let failed = 0;
  let filed = 0;
  const count = (fine: boolean) => {
    if (!fine) failed += 1;
  };
  const started = performance.now();
  for (let tick = 0; tick < total_s * 10; tick += 1) {
    const due = started + tick * 100;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    for (let i = 0; i < REQUESTS_PER_S / 10; i += 1) {
      asked += 1;
      void ask(PAGES[asked % PAGES.length]!).then(count);
    }
    if (tick % (10 / FILINGS_PER_S) === 0) {
      filed += 1;
      void ask('/api/v1/complaints', filing(key, filed)).then(count);
    }
    if (tick % 10 === 0) samples.push(residentMb(server.pid!));
  }
  const quarter = Math.floor(samples.length / 4);
  const peak = (part: number) => Math.max(...samples.slice(part * quarter, (part + 1) * quarter));
  console.log(
    `memory: peak ${Math.max(...samples).toFixed(0)} MB resident over ${minutes} min; by quarter ${[0, 1, 2, 3].map((p) => peak(p).toFixed(0)).join(', ')} MB; last/second ${(peak(3) / peak(1)).toFixed(2)} (flat: ≤ 1.15)`,
  );
  console.log(
    `load: ${asked} pages and ${filed} filings, ${failed} failed (wanted: < 450 MB, 0 failed)`,
  );
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('exit', resolve));
  rmSync(dataDir, { recursive: true, force: true });
}
