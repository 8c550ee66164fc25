import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createLog, createMail } from '@otklik/adapters';
import {
  newId,
  systemScope,
  type Actor,
  type Letter,
  type MailPort,
  type Tx,
} from '@otklik/kernel';
import { contactFor, importContacts } from '@otklik/notices';
import { sendDue } from '@otklik/subscriptions';
import type { Installation } from '../apps/server/src/assemble.ts';
import { fillSubscriptions } from './digest/fill.ts';
import { withBenchInstallation } from './installation.ts';

const WANTED_min = 10;
const BARE_LETTERS = 4000;
const BATCH = 5000;
const SINK = fileURLToPath(new URL('digest/sink.ts', import.meta.url));

interface Sink {
  readonly url: string;
  /** Letters taken so far, and how many of them had come before. */
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

/** Subscribers with sealed addresses, spread over the region's lists as a city would be. */
async function fill(it: Installation, subscribers: number): Promise<void> {
  const { app, settings, faces } = it;
  const visitor: Actor = { kind: 'visitor', region: settings.region, origin: 'bench' };
  const { clinics } = await faces.registry.findClinics(visitor, { limit: 100 });
  const codes = clinics.map((clinic) => clinic.code);
  const ids: string[] = [];
  for (const code of codes) ids.push((await faces.registry.getClinic(visitor, { code })).id);
  const inScope = (work: (tx: Tx) => Promise<void>) =>
    app.store.withScope(systemScope(settings.region, 'bench'), work, { now: app.clock.now() });
  for (let made = 0; made < subscribers; made += BATCH) {
    const people = Array.from({ length: Math.min(BATCH, subscribers - made) }, (_, at) => ({
      id: newId(),
      email: `reader-${made + at}@bench.example`,
      createdAt: app.clock.now(),
      confirmedAt: app.clock.now(),
    }));
    await inScope(async (tx) => {
      await importContacts(app, tx, people);
      await fillSubscriptions(
        tx,
        people.map((one) => one.id),
        ids,
        'daily',
      );
    });
  }
}

/** Messages that were filed and published through the verbs of the house, some at every clinic. */
async function publish(it: Installation, each: number): Promise<void> {
  const { faces, settings } = it;
  const { region } = settings;
  const visitor: Actor = { kind: 'visitor', region, origin: 'bench' };
  const moderator: Actor = {
    kind: 'person',
    region,
    personId: newId(),
    sessionId: newId(),
    grants: [{ role: 'moderator', reach: { kind: 'region' } }],
    secondFactor: true,
    origin: 'bench',
  };
  const { clinics } = await faces.registry.findClinics(visitor, { limit: 100 });
  for (const { code } of clinics)
    for (let n = 0; n < each; n += 1) {
      const author = await it.app.store.withScope(systemScope(region, 'bench'), (tx) =>
        contactFor(tx, { email: `author-${newId()}@bench.example`, locale: 'ru' }),
      );
      const actor: Actor = { ...moderator, personId: author, grants: [] };
      const { number } = await faces.complaints.fileComplaint(actor, {
        clinic: code,
        topic: 'wait-at-door-over-1h',
        story: `Записалась на девять утра, вошла в кабинет только в половине двенадцатого. Случай ${n}.`,
        facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
      });
      await faces.complaints.publishComplaint(moderator, { number });
    }
}

/** The same letters over the same wire without us. @returns letters a second */
async function bareRate(mail: MailPort, like: Letter) {
  const started = performance.now();
  for (let sent = 0; sent < BARE_LETTERS; sent += 40)
    await Promise.all(
      Array.from({ length: 40 }, (_, at) => mail.send({ ...like, id: `bare-${sent + at}` })),
    );
  return BARE_LETTERS / ((performance.now() - started) / 1000);
}

/**
 * A morning's digest to 100,000 subscribers, from «it is due» to the last letter taken by a post office on
 * this machine, against the same letters sent bare: `digest [--subscribers 100000]`.
 */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { subscribers: { type: 'string', default: '100000' } },
  });
  const subscribers = Number(values.subscribers);
  const sink = await openSink();
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'error' });
  const mail = createMail({ smtpUrl: sink.url, from: 'Отклик <robot@bench.example>', log });
  try {
    await withBenchInstallation(async (it) => {
      let last: Letter | null = null;
      const port = {
        send: (letter: Letter) => {
          last = letter;
          return mail.send(letter);
        },
      };
      Object.assign(it.app.ports, { mail: port });
      await fill(it, subscribers);
      await publish(it, 3);
      await it.database.sealAudit();
      // The next morning, half past nine in the region.
      const real = it.app.clock.now();
      const at = new Date(
        `${new Date(real.getTime() + 86_400_000).toISOString().slice(0, 10)}T06:30:00Z`,
      );
      const began = performance.now();
      Object.assign(it.app, {
        clock: { now: () => new Date(at.getTime() + (performance.now() - began)) },
      });
      const { planned, sent } = await sendDue(it.app, it.settings.region, () => true);
      const took_s = (performance.now() - began) / 1000;
      const { taken, twice } = await sink.count();
      const rate = sent / took_s;
      const bare = await bareRate(mail, last!);
      console.log(
        `digest: ${subscribers} subscribers, ${planned} planned, ${sent} sent, ${taken} taken, ${twice} twice, in ${took_s.toFixed(0)} s (${rate.toFixed(0)} letters a second; wanted ≤ ${WANTED_min * 60} s)`,
      );
      console.log(
        `bare SMTP of the same letters: ${bare.toFixed(0)} a second; ratio ${(rate / bare).toFixed(2)}`,
      );
    });
  } finally {
    mail.close();
    sink.stop();
  }
}
