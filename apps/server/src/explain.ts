import { isAppError } from '@otklik/kernel';
import { SettingsError } from './settings.ts';

const REFUSED_START: Readonly<Record<string, string>> = {
  'secrets-of-another-installation':
    'The secrets in DATA_DIR are not those this database was made with, so nothing sealed in it could be read. Bring back the folder `secrets` of this installation from its backup.',
  'demo-database':
    'This database holds a demonstration with invented people. Production needs an empty database.',
  'database-role-too-strong':
    'The app would run under a role that sees past row-level security (superuser, BYPASSRLS or owner). Let the server make its lesser roles, or see `npm run otklik -- roles-sql`.',
};

/** Which key files are missing, and for how much. */
function missingKeks(data: Readonly<Record<string, unknown>>): string {
  const missing = (data.missing ?? []) as readonly { kekId: string; dataKeys: number }[];
  const lines = missing.map(({ kekId, dataKeys }) => `  kek-${kekId} (${dataKeys} data keys)`);
  return `The database holds data that only these key-encryption keys open, and they are not in DATA_DIR/secrets/set:\n${lines.join('\n')}\nBring the files back from the backup of the secrets. Without them this data is lost; nothing was changed.`;
}

/** Errors that are an operator's to mend carry a whole sentence; the rest keep their stack. */
export function explain(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  if (error instanceof Error && error.name === 'EmbeddedError') return error.message;
  if (isAppError(error)) {
    const said = REFUSED_START[String(error.data.reason)];
    if (said) return said;
    if (error.data.reason === 'kek-missing') return missingKeks(error.data);
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return 'The port is taken by another program. Set PORT to a free one.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
