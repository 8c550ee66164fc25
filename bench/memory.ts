import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { byQuarter, commandLine, resident_MB, startServing } from './load/serving.ts';

const PORT = 8098;
const BASE = `http://127.0.0.1:${PORT}`;
const PAGES = ['/', '/clinics', '/clinics/msk-a-001-x', '/complaints', '/complaints/new'];
const REQUESTS_PER_S = 50;
const FILINGS_PER_S = 5;
const RESIDENT_MAX_MB = 450;

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

/** Resident memory of the server process with its worker under a steady load (PostgreSQL apart). */
export async function main([minutes = '10']: string[]): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-memory-'));
  const server = await startServing(dataDir, PORT);
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
    if (tick % 10 === 0) samples.push(resident_MB(server.pid));
  }
  const { peaks, growth } = byQuarter(samples);
  console.log(
    `memory: peak ${Math.max(...samples).toFixed(0)} MB resident over ${minutes} min; by quarter ${peaks.map((peak) => peak.toFixed(0)).join(', ')} MB; last/second ${growth.toFixed(2)} (flat: ≤ 1.15)`,
  );
  console.log(
    `load: ${asked} pages and ${filed} filings, ${failed} failed (wanted: < ${RESIDENT_MAX_MB} MB, 0 failed)`,
  );
  if (!(Math.max(...samples) < RESIDENT_MAX_MB) || failed > 0) process.exitCode = 1;
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
