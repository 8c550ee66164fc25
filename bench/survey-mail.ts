import { fork, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createLog, createMail, type MailOptions } from '@otklik/adapters';
import { systemScope, type Actor, type Letter, type MailPort } from '@otklik/kernel';
import { planAll, putRules, sendAll } from '@otklik/surveys';
import type { Installation } from '../apps/server/src/assemble.ts';
import { withBenchInstallation } from './installation.ts';

const WANTED = { intake: 2000, queued: 500, mails: 200 } as const;
const REPORT_ROWS = 1000;
const AT_ONCE = 4;
const SINK = fileURLToPath(new URL('digest/sink.ts', import.meta.url));
const DAY_ms = 86_400_000;
const BARE_LETTERS = 1000;
const BARE_AT_ONCE = 40;

interface Sink {
  readonly url: string;
  count(): Promise<{ taken: number; twice: number }>;
  stop(): void;
}

/** A post office in a process of its own: it takes every letter and counts. */
async function openSink(): Promise<Sink> {
  const child: ChildProcess = fork(SINK, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    url: `smtp://127.0.0.1:${port}`,
    async count() {
      child.send('count');
      const [counts] = (await once(child, 'message')) as [{ taken: number; twice: number }];
      return counts;
    },
    stop: () => child.kill(),
  };
}

const perSecond = async (n: () => Promise<number>): Promise<{ n: number; rate: number }> => {
  const started = performance.now();
  const done = await n();
  return { n: done, rate: done / ((performance.now() - started) / 1000) };
};

/** Yesterday's visits, four of five by people of their own, as systems report them: a thousand a call, four at once. */
async function report(it: Installation, visits: number, codes: readonly string[]): Promise<number> {
  const { faces, settings, app } = it;
  const actor: Actor = { kind: 'system', region: settings.region, name: 'bench' };
  const endedAt = new Date(app.clock.now().getTime() - DAY_ms).toISOString();
  const people = Math.ceil(visits * 0.8);
  const rows = (from: number): string =>
    JSON.stringify(
      Array.from({ length: Math.min(REPORT_ROWS, visits - from) }, (_, at) => ({
        visitId: `visit-${from + at}`,
        sourceSystem: 'bench',
        unit: codes[(from + at) % codes.length],
        service: 'doctor-visit',
        endedAt,
        sector: 'health',
        contact: { email: `patient-${(from + at) % people}@bench.example` },
        flags: ['consent'],
      })),
    );
  let next = 0;
  let taken = 0;
  const lane = async (): Promise<void> => {
    while (next < visits) {
      const from = next;
      next += REPORT_ROWS;
      const { outcomes } = await faces.surveys.recordVisits(actor, { visits: rows(from) });
      taken += outcomes.filter(({ outcome }) => outcome === 'new').length;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return taken;
}

/** The same letters over the same wire without us: nothing asked, nothing written. @returns letters a second */
async function bareRate(mail: MailPort, letters: readonly Letter[]): Promise<number> {
  const started = performance.now();
  for (let sent = 0; sent < BARE_LETTERS; sent += BARE_AT_ONCE)
    await Promise.all(
      Array.from({ length: BARE_AT_ONCE }, (_, at) => {
        const id = `bare-${sent + at}`;
        const letter = letters[(sent + at) % letters.length]!;
        return mail.send({ ...letter, id, to: `${id}@bench.example` });
      }),
    );
  return BARE_LETTERS / ((performance.now() - started) / 1000);
}

const dkim = (): NonNullable<MailOptions['dkim']> => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { domain: 'bench.example', selector: 'bench', privateKey };
};

/**
 * A day of visits from report to letter: rates of taking in, deciding and sending, against what a city needs; the
 * letters also against the same ones sent bare:
 * `survey-mail [--visits 20000] [--letters 4000] [--dkim]`.
 */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      visits: { type: 'string', default: '20000' },
      letters: { type: 'string', default: '4000' },
      dkim: { type: 'boolean', default: false },
    },
  });
  const sink = await openSink();
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'error' });
  const mail = createMail({
    smtpUrl: sink.url,
    from: 'Отклик <robot@bench.example>',
    bounceDomain: 'bounce.bench.example',
    log,
    ...(values.dkim ? { dkim: dkim() } : {}),
  });
  try {
    await withBenchInstallation(async (it) => {
      const { app, settings, faces } = it;
      const { region } = settings;
      const letters: Letter[] = [];
      const port = {
        send(letter: Letter) {
          if (letters.length < BARE_AT_ONCE) letters.push(letter);
          return mail.send(letter);
        },
      };
      Object.assign(app.ports, { mail: port });
      const visitor: Actor = { kind: 'visitor', region, origin: 'bench' };
      const { clinics } = await faces.registry.findClinics(visitor, { limit: 100 });
      await app.store.withScope(systemScope(region, 'bench'), (tx) =>
        putRules(tx, {
          from: '2020-01-01',
          to: null,
          rules: { send_at: '00:00', days_after: 0, quiet: { from: '00:00', to: '00:00' } },
        }),
      );
      const codes = clinics.map(({ code }) => code);
      const intake = await perSecond(() => report(it, Number(values.visits), codes));
      const queued = await perSecond(() => planAll(app, region, () => true));
      const enough = Number(values.letters);
      const before = performance.now();
      let sent = 0;
      const goesOn = (): boolean => {
        sent += 20;
        return sent <= enough;
      };
      const mails = await perSecond(() => sendAll(app, region, goesOn));
      const took_s = (performance.now() - before) / 1000;
      const { taken, twice } = await sink.count();
      const bare = letters.length > 0 ? await bareRate(mail, letters) : Number.NaN;
      const told = (name: keyof typeof WANTED, { n, rate }: { n: number; rate: number }): string =>
        `${name}: ${n} at ${rate.toFixed(0)} a second, ${(rate / WANTED[name]).toFixed(2)} of the ${WANTED[name]} wanted`;
      console.log(told('intake', intake));
      console.log(told('queued', queued));
      console.log(
        `${told('mails', mails)}; DKIM ${values.dkim ? 'on' : 'off'}; the post office has ${taken}, ${twice} twice, after ${took_s.toFixed(1)} s`,
      );
      console.log(
        `the same letters sent bare: ${bare.toFixed(0)} a second; ratio ${(mails.rate / bare).toFixed(2)}`,
      );
    });
  } finally {
    mail.close();
    sink.stop();
  }
}
