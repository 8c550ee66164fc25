import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openAccounts, type AccountsService } from '@otklik/accounts';
import {
  createDemoMailbox,
  createDemoMessages,
  createGateway,
  createDiskStore,
  createImages,
  createKeys,
  createMail,
  createOutbound,
  createProofOfWork,
  readDkimKey,
  readKeysInfo,
  type DemoMailbox,
  type DemoMessages,
  type MailOptions,
} from '@otklik/adapters';
import {
  bootstrapEmbedded,
  embeddedOwnerUrl,
  inspectDatabase,
  joinEmbedded,
  openDatabase,
  prepareDatabase,
  roleNames,
  startEmbedded,
  type Database,
  type EmbeddedServer,
} from '@otklik/db';
import { prepareJobs, watchQueue } from '@otklik/jobs';
import {
  systemClock,
  type App,
  type Clock,
  type Log,
  type MailPort,
  type Ports,
} from '@otklik/kernel';
import { allConstraints, allMigrations, facesOf, type Faces } from './modules.ts';
import { openHealth, type Health } from './health/open-health.ts';
import { createPostingLoad } from './posting-load.ts';
import { createMetrics, type Metrics } from './metrics/registry.ts';
import { SettingsError, type Settings } from './settings.ts';

/** A running installation: what serving, working and the command line stand on. */
export interface Installation {
  readonly settings: Settings;
  readonly app: App;
  readonly faces: Faces;
  readonly accounts: AccountsService;
  readonly database: Database;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly mailbox: DemoMailbox | null;
  /** Boxes of short messages, in a demonstration without gateways. */
  readonly messageBoxes: readonly DemoMessages[];
  readonly close: () => Promise<void>;
}

export interface AssembleOptions {
  readonly settings: Settings;
  readonly log: Log;
  /** `serve` holds the data folder alone; `join` shares a running server or starts one for a command. */
  readonly hold: 'serve' | 'join';
  readonly onLost?: (error: Error) => void;
  /** Looks at what is there and makes nothing: no roles, no migrations. For secrets that are there already. */
  readonly inspect?: boolean;
  /** Breaks the assembling off between two of its steps; thrown is its reason. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** Who makes roles in the database of DATABASE_URL, when its owner may not: tests and the embedded server. */
  readonly roleMakerUrl?: string;
  /** Fakes at ports, for tests. */
  readonly ports?: Partial<Ports>;
}

interface Address {
  readonly ownerUrl: string;
  readonly roleMakerUrl?: string;
  readonly server: EmbeddedServer | null;
}

async function findDatabase(
  options: AssembleOptions,
  ports: Pick<Ports, 'keys'>,
): Promise<Address> {
  const { settings, log, hold, onLost, roleMakerUrl, inspect } = options;
  if (settings.databaseUrl)
    return {
      ownerUrl: settings.databaseUrl,
      server: null,
      ...(roleMakerUrl ? { roleMakerUrl } : {}),
    };
  const start = hold === 'serve' ? startEmbedded : joinEmbedded;
  const server = await start({
    dataDir: settings.dataDir,
    log: (level, event, data) => log[level](`postgres.${event}`, data),
    ...(onLost ? { onLost } : {}),
  });
  const ownerUrl = inspect
    ? embeddedOwnerUrl(server.superUrl, ports.keys)
    : await bootstrapEmbedded(server.superUrl, ports.keys);
  const roleMaker = new URL(server.superUrl);
  roleMaker.pathname = new URL(ownerUrl).pathname;
  return { ownerUrl, roleMakerUrl: roleMaker.toString(), server };
}

function mailOptions(settings: Settings, smtpUrl: string, log: Log): MailOptions {
  const { mailFrom: from, mailReplyTo: replyTo, mailBounceDomain: bounceDomain, dkim } = settings;
  const key = dkim && { ...dkim, privateKey: readDkimKey(dkim.keyFile) };
  return {
    smtpUrl,
    from,
    log,
    connections_max: settings.mailConnections,
    ...(replyTo ? { replyTo } : {}),
    ...(bounceDomain ? { bounceDomain } : {}),
    ...(key ? { dkim: key } : {}),
  };
}

function openPorts({ settings, log, clock = systemClock, ports }: AssembleOptions) {
  const demo = settings.mode === 'demo';
  const folder = join(settings.dataDir, 'secrets');
  if (!demo && readKeysInfo(folder)?.isDemo)
    throw new SettingsError(
      `Production mode does not start with the secrets of a demonstration (${folder}). Set DATA_DIR to an empty folder.`,
    );
  const keys = createKeys({ folder, log, demo });
  const mailbox =
    settings.smtpUrl || !demo
      ? null
      : createDemoMailbox({ folder: join(settings.dataDir, 'mailbox'), clock });
  const smtp = settings.smtpUrl ? createMail(mailOptions(settings, settings.smtpUrl, log)) : null;
  const mail: MailPort = smtp ?? mailbox!;
  const load = createPostingLoad(clock);
  const own: Ports = {
    keys,
    mail,
    objects: createDiskStore(join(settings.dataDir, 'objects')),
    images: createImages(),
    proofOfWork: createProofOfWork({ hash: keys.hash, difficulty: load.difficulty }),
    outbound: createOutbound({
      // Plain http leaves the machine in a demonstration only, and then only to what is named.
      allowHttp: demo && settings.outboundAllow.length > 0,
      ports: settings.outboundAllow.map(({ port }) => port),
      allowAddresses: settings.outboundAllow.map(({ address }) => address),
    }),
    ...ports,
  };
  const boxes: DemoMessages[] = [];
  const gateways = Object.fromEntries(
    (['sms', 'messenger'] as const).flatMap((channel) => {
      const gateway = settings[channel];
      if (gateway) return [[channel, createGateway({ outbound: own.outbound, ...gateway })]];
      if (!demo) return [];
      const box = createDemoMessages({ folder: join(settings.dataDir, channel), channel, clock });
      boxes.push(box);
      return [[channel, box]];
    }),
  );
  return { ports: { ...gateways, ...own }, mailbox, boxes, load, closeMail: () => smtp?.close() };
}

const CLOSE_WITHIN_MS = 2_000;

/** Waits for it, but no longer than so. */
async function atMost(wait_ms: number, work: Promise<unknown>): Promise<void> {
  const enough = new AbortController();
  const late = sleep(wait_ms, undefined, { signal: enough.signal }).catch(() => undefined);
  await Promise.race([work, late]).finally(() => enough.abort());
}

/** Opens everything in order: secrets, database, roles, migrations, jobs, accounts. Closes in reverse. */
export async function assemble(options: AssembleOptions): Promise<Installation> {
  const { settings, log, clock = systemClock, signal, inspect = false } = options;
  signal?.throwIfAborted();
  const { ports, mailbox, boxes, load, closeMail } = openPorts(options);
  const { server, ...address } = await findDatabase(options, ports);
  try {
    signal?.throwIfAborted();
    const databaseOptions = {
      ...address,
      ...(settings.databaseAppUrl ? { appUrl: settings.databaseAppUrl } : {}),
      keys: ports.keys,
      log,
      migrations: allMigrations,
      constraints: allConstraints,
      demo: settings.mode === 'demo',
      inspect,
    };
    if (inspect) await inspectDatabase(databaseOptions);
    else await prepareDatabase(databaseOptions);
    signal?.throwIfAborted();
    const database = await openDatabase(databaseOptions);
    const owner = decodeURIComponent(new URL(address.ownerUrl).username);
    const appRole = settings.databaseAppUrl
      ? decodeURIComponent(new URL(settings.databaseAppUrl).username)
      : roleNames(owner).app;
    if (!inspect) await prepareJobs(database.jobsUrl, appRole, log);
    const metrics = createMetrics();
    const app: App = {
      meter: metrics,
      clock,
      log,
      ports,
      store: database.store,
      settings: {
        publicUrl: settings.publicUrl,
        demo: settings.mode === 'demo',
        undo_s: settings.undo_s,
      },
    };
    load.watch(database.store, settings.region);
    const accounts = openAccounts(app, database.authUrl);
    const faces = facesOf(app);
    const queue = watchQueue(database.jobsUrl, log);
    return {
      settings,
      app,
      faces,
      health: openHealth({ app, faces, database, queue, settings }),
      metrics,
      accounts,
      database,
      mailbox,
      messageBoxes: boxes,
      async close() {
        closeMail();
        // A start or a job that was left alone may hold a connection: it loses it with the server.
        await atMost(
          CLOSE_WITHIN_MS,
          Promise.all([accounts.close(), queue.close(), database.close()]),
        );
        await server?.stop();
      },
    };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}
