import { parseArgs } from 'node:util';
import { isAppError } from '@otklik/kernel';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

/** Makes a key for a machine. The key is the last line of the output and is never shown again. */
export async function apiKey(options: {
  args: string[];
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    strict: false,
    options: { name: { type: 'string' }, scopes: { type: 'string' } },
  });
  const { name, scopes } = values;
  if (positionals[0] !== 'create' || typeof name !== 'string' || typeof scopes !== 'string') {
    out('api-key create --name NAME --scopes LIST (comma separated, for example complaints:write)');
    return 2;
  }
  const actor = { kind: 'system', region: settings.region, name: 'cli' } as const;
  const list = scopes.split(',').map((scope) => scope.trim());
  try {
    const { key } = await withInstallation(settings, ({ accounts }) =>
      accounts.createApiKey(actor, { name, scopes: list }),
    );
    out('The key is shown once. Keep it like a password.');
    out(key);
    return 0;
  } catch (error) {
    if (!isAppError(error)) throw error;
    out(`${error.code} ${JSON.stringify(error.data)}`);
    return 1;
  }
}
