import { parseArgs } from 'node:util';
import { API_SCOPES, type ApiScope } from '@otklik/accounts';
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
    options: {
      name: { type: 'string' },
      scopes: { type: 'string' },
      'per-hour': { type: 'string' },
      'per-day': { type: 'string' },
      until: { type: 'string' },
      contact: { type: 'string' },
    },
  });
  const { name, scopes } = values;
  if (positionals[0] !== 'create' || typeof name !== 'string' || typeof scopes !== 'string') {
    out(
      'api-key create --name NAME --scopes LIST (comma separated, for example complaints:write) [--per-hour N] [--per-day N] [--until YYYY-MM-DD] [--contact WORDS]',
    );
    return 2;
  }
  const list = scopes.split(',').map((scope) => scope.trim()) as ApiScope[];
  const unknown = list.filter((scope) => !API_SCOPES.includes(scope));
  if (unknown.length > 0) {
    out(`There is no scope ${unknown.join(', ')}; known: ${API_SCOPES.join(', ')}`);
    return 2;
  }
  const actor = { kind: 'system', region: settings.region, name: 'cli' } as const;
  // The command judges the rest.
  const given = {
    ...(values['per-hour'] === undefined ? {} : { perHour: values['per-hour'] }),
    ...(values['per-day'] === undefined ? {} : { perDay: values['per-day'] }),
    ...(typeof values.until === 'string' ? { until: values.until } : {}),
    ...(typeof values.contact === 'string' ? { contactNote: values.contact } : {}),
  };
  try {
    const { key } = await withInstallation(settings, ({ accounts }) =>
      accounts.createApiKey(actor, { name, scopes: list, ...given }),
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
