import { isAppError } from '@otklik/kernel';
import { SettingsError } from './settings.ts';

const REFUSED_START: Readonly<Record<string, string>> = {
  'secrets-of-another-installation':
    'The secrets in DATA_DIR are not those this database was made with, so nothing sealed in it could be read. Bring back the folder `secrets` of this installation from its backup.',
  'demo-database':
    'This database holds a demonstration with invented people. Production needs an empty database.',
  'answers-role-missing':
    'The database lacks the role that keeps the answers to surveys apart (…_answers). Have an administrator run once more what `npm run otklik -- roles-sql` prints; roles that are there already are only given their password again.',
  'database-role-too-strong':
    'The app would run under a role that sees past row-level security (superuser, BYPASSRLS or owner). Let the server make its lesser roles, or see `npm run otklik -- roles-sql`.',
};

const listed = (value: unknown): string =>
  (Array.isArray(value) ? value.map(String) : []).map((name) => `  ${name}`).join('\n');

/** Refusals of the database that name what they found. */
function aboutDatabase(data: Readonly<Record<string, unknown>>): string | null {
  switch (data.reason) {
    case 'database-too-old':
      return `This PostgreSQL is version ${String(data.found)}; Otklik needs ${String(data.needed)} or newer. Upgrade it (pg_upgrade, or a dump restored into a newer server), or leave DATABASE_URL unset to use the embedded one.`;
    case 'migrations-pending':
      return `The database lacks migrations of this version:\n${listed(data.pending)}\nRun \`npm run otklik -- migrate\`; a start of the server does it too.`;
    case 'migrations-changed':
      return `These migrations were applied with another content than this version brings:\n${listed(data.changed)}\nA migration that was applied is never edited: run the version of Otklik that this database was made with, or a newer one.`;
    default:
      return null;
  }
}

/** Which key files are missing, and for how much. */
function missingKeks(data: Readonly<Record<string, unknown>>): string {
  const missing = (data.missing ?? []) as readonly { kekId: string; dataKeys: number }[];
  const lines = missing.map(({ kekId, dataKeys }) => `  kek-${kekId} (${dataKeys} data keys)`);
  return `The database holds data that only these key-encryption keys open, and they are not in DATA_DIR/secrets/set:\n${lines.join('\n')}\nBring the files back from the backup of the secrets. Without them this data is lost; nothing was changed.`;
}

const UNREACHED = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH']);

/** PostgreSQL's own refusals at the door, by its codes. */
const REFUSED_AT_THE_DOOR: Readonly<Record<string, string>> = {
  '28P01': 'The database refuses the password. Check the name and the password in DATABASE_URL.',
  '28000':
    'The database does not let this role in. Check the name in DATABASE_URL and its pg_hba.conf.',
  '3D000':
    'There is no such database on that server. Make it (CREATE DATABASE … OWNER …), or check the name in DATABASE_URL.',
};

/** PostgreSQL's words for an owner without CREATEROLE, from 15 on. */
const MAY_NOT_MAKE_ROLES = /^permission denied(?: to (?:create|alter) role)?$/;

/** Why a database cannot be worked with from the first moment; null for every other error. */
function aboutOpening(error: Error): string | null {
  const {
    code = '',
    address,
    hostname,
    port,
  } = error as NodeJS.ErrnoException &
    Partial<Record<'address' | 'hostname' | 'port', string | number>>;
  if (code === '42501' && MAY_NOT_MAKE_ROLES.test(error.message))
    return 'The owner named by DATABASE_URL may not make roles. Give it CREATEROLE; or let an administrator of the database run what `npm run -s otklik -- roles-sql` prints, and set DATABASE_APP_URL.';
  if (!UNREACHED.has(code)) return REFUSED_AT_THE_DOOR[code] ?? null;
  const place = [address ?? hostname, port].filter(Boolean).join(':');
  return `No database answers${place ? ` at ${place}` : ''} (${code}). Check DATABASE_URL, and that the server runs and lets this machine in.`;
}

/** Errors that are an operator's to mend carry a whole sentence; the rest keep their stack. */
export function explain(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  if (error instanceof Error && error.name === 'EmbeddedError') return error.message;
  if (isAppError(error)) {
    const said = REFUSED_START[String(error.data.reason)];
    if (said) return said;
    const about = aboutDatabase(error.data);
    if (about) return about;
    if (error.data.reason === 'kek-missing') return missingKeks(error.data);
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return 'The port is taken by another program. Set PORT to a free one.';
  const opening = error instanceof Error ? aboutOpening(error) : null;
  if (opening) return opening;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
