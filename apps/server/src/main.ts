import { COMMANDS, usage } from './cli/commands.ts';
import { isAppError } from '@otklik/kernel';
import { readSettings, SettingsError } from './settings.ts';

const out = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

const REFUSED_START: Readonly<Record<string, string>> = {
  'secrets-of-another-installation':
    'The secrets in DATA_DIR are not those this database was made with, so nothing sealed in it could be read. Bring back the folder `secrets` of this installation from its backup.',
  'demo-database':
    'This database holds a demonstration with invented people. Production needs an empty database.',
  'database-role-too-strong':
    'The app would run under a role that sees past row-level security (superuser, BYPASSRLS or owner). Let the server make its lesser roles, or see `npm run otklik -- roles-sql`.',
};

/** Errors that are an operator's to mend carry a whole sentence; the rest keep their stack. */
function explain(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  if (error instanceof Error && error.name === 'EmbeddedError') return error.message;
  if (isAppError(error)) {
    const said = REFUSED_START[String(error.data.reason)];
    if (said) return said;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return 'The port is taken by another program. Set PORT to a free one.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const [name = 'help', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) {
  complain(usage());
  process.exitCode = name === 'help' ? 0 : 2;
} else {
  try {
    process.exitCode = await command.run({ args, out, settings: () => readSettings(process.env) });
  } catch (error) {
    complain(explain(error));
    process.exitCode = 1;
  }
  // Pools and timers of a finished command may not hold the process.
  process.exit();
}
