import type { Settings } from '../settings.ts';

export interface CommandContext {
  readonly args: string[];
  readonly out: (line: string) => void;
  readonly settings: () => Settings;
}

export interface CliCommand {
  readonly about: string;
  /** Gives the exit code. */
  readonly run: (context: CommandContext) => Promise<number>;
}

/** Each command loads its own code, so that `vectors` starts without a database. */
export const COMMANDS: Readonly<Record<string, CliCommand>> = {
  start: {
    about: 'demo: migrate, seed an empty database, serve and work in one process',
    async run({ out, settings }) {
      const { serve } = await import('./serve.ts');
      const read = settings();
      return serve({ settings: read, out, work: true, demo: read.mode === 'demo' });
    },
  },
  serve: {
    about: 'serve pages and APIs (jobs run in `worker`)',
    async run({ out, settings }) {
      const { serve } = await import('./serve.ts');
      return serve({ settings: settings(), out, work: false, demo: false });
    },
  },
  worker: {
    about: 'run background jobs',
    async run({ out, settings }) {
      const { work } = await import('./work.ts');
      return work({ settings: settings(), out });
    },
  },
  migrate: {
    about: 'bring the database up to this version and import the bundled registry',
    async run({ out, settings }) {
      const { migrateOnly } = await import('./migrate.ts');
      return migrateOnly({ settings: settings(), out });
    },
  },
  seed: {
    about:
      'seed --scale demo|city [--seed N] [--cases N] [--waits lived|sampled] [--only waits]: a believable past of 120 days, a city of a million cases, or its waits',
    async run({ args, out, settings }) {
      const { seedCommand } = await import('./seed.ts');
      return seedCommand({ args, settings: settings(), out });
    },
  },
  simulate: {
    about:
      'simulate --url URL --key-file FILE --clinics LIST [--speed 60]: a live day of a booking system',
    async run({ args, out }) {
      const { simulate } = await import('./simulate.ts');
      return simulate({ args, out });
    },
  },
  doctor: {
    about: 'say what is wrong with this installation and how to mend it',
    async run({ out, settings }) {
      const { doctor } = await import('./doctor.ts');
      return doctor({ settings, out });
    },
  },
  'sign-in': {
    about: 'sign-in ROLE: a one-use link (demo mode only)',
    async run({ args, out, settings }) {
      const { signIn } = await import('./sign-in.ts');
      return signIn({ args, settings: settings(), out });
    },
  },
  'api-key': {
    about:
      'api-key create --name NAME --scopes LIST [--per-hour N] [--per-day N] [--until DATE]: prints the key last, once',
    async run({ args, out, settings }) {
      const { apiKey } = await import('./api-key.ts');
      return apiKey({ args, settings: settings(), out });
    },
  },
  'identity-provider': {
    about: 'identity-provider put FILE.json | list | remove CODE: sign-in through others (OIDC)',
    async run({ args, out, settings }) {
      const { identityProvider } = await import('./identity-provider.ts');
      return identityProvider({ args, settings: settings(), out });
    },
  },
  invite: {
    about:
      'invite EMAIL [--role administrator]: a letter with a one-use link; makes the first administrator',
    async run({ args, out, settings }) {
      const { invite } = await import('./invite.ts');
      return invite({ args, settings: settings(), out });
    },
  },
  import: {
    about:
      'import FILE --kind KIND [--format csv|mos|json]: clinics, doctors, posts … from a table',
    async run({ args, out, settings }) {
      const { importFile } = await import('./import.ts');
      return importFile({ args, settings: settings(), out });
    },
  },
  'import-visits': {
    about: 'import-visits FILE.csv: visits that people are asked about; bad lines are told',
    async run({ args, out, settings }) {
      const { importVisitsFile } = await import('./import-visits.ts');
      return importVisitsFile({ args, settings: settings(), out });
    },
  },
  'import-waits-history': {
    about: 'import-waits-history FILE.json: waits that were published officially, as history',
    async run({ args, out, settings }) {
      const { importWaitsHistory } = await import('./import-waits-history.ts');
      return importWaitsHistory({ args, settings: settings(), out });
    },
  },
  'mail-in': {
    about: 'mail-in FILE|-: take in reports of post offices, one message or a mailbox file',
    async run({ args, out, settings }) {
      const { mailIn } = await import('./mail-in.ts');
      return mailIn({ args, settings: settings(), out });
    },
  },
  'import-topics': {
    about: 'import-topics [FILE]: new versions of topics, from a file or from this version',
    async run({ args, out, settings }) {
      const { importTopics } = await import('./import-topics.ts');
      return importTopics({ args, settings: settings(), out });
    },
  },
  'roles-sql': {
    about:
      'the SQL that makes the lesser roles, for databases whose owner may not (holds passwords)',
    async run({ out, settings }) {
      const { printRolesSql } = await import('./roles-sql.ts');
      return printRolesSql({ settings: settings(), out });
    },
  },
  keys: {
    about: 'keys rotate | rewrap | status | rotate-signing: change the keys that protect and sign',
    async run({ args, out, settings }) {
      const { keys } = await import('./keys.ts');
      return keys({ args, settings: settings(), out });
    },
  },
  'act-log': {
    about:
      'act-log verify [--heads FILE] [--days FILE] [--answer-days FILE] | verify-proof FILE: check log and proofs',
    async run({ args, out, settings }) {
      const { actLog } = await import('./act-log.ts');
      return actLog({ args, settings: settings(), out });
    },
  },
  erasures: {
    about: 'erasures replay: erase again, after a restore, what the erasure list names',
    async run({ args, out, settings }) {
      const { erasures } = await import('./erasures.ts');
      return erasures({ args, settings: settings(), out });
    },
  },
  pilot: {
    about:
      'pilot list | check FILE | join FILE | close CODE --links-until DATE | export CODE FOLDER | verify FOLDER',
    async run({ args, out, settings }) {
      const { pilot } = await import('./pilot.ts');
      return pilot({ args, settings, out });
    },
  },
  vectors: {
    about: 'vectors KIND FOLDER: run golden cases',
    async run({ args, out }) {
      const { vectors } = await import('./vectors.ts');
      return vectors(args, out);
    },
  },
};

const WIDTH = Math.max(...Object.keys(COMMANDS).map((name) => name.length));

export function usage(): string {
  const lines = Object.entries(COMMANDS).map(
    ([name, { about }]) => `  ${name.padEnd(WIDTH)} ${about}`,
  );
  return `npm run otklik -- COMMAND\n\n${lines.join('\n')}`;
}
