import { readFileSync } from 'node:fs';
import { isAppError } from '@otklik/kernel';
import type { Settings } from '../settings.ts';
import type { Installation } from '../assemble.ts';
import { withInstallation } from './with-installation.ts';

const USAGE =
  'identity-provider put FILE.json | list | remove CODE (docs/how-to/connect-an-identity-provider.md)';

/** Adds, changes, lists or removes providers of identity. A secret is read from its file, never echoed. */
export async function identityProvider(options: {
  args: string[];
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  const [verb, what] = args;
  const { region } = settings;
  const cli = { kind: 'system', region, name: 'cli' } as const;
  const visitor = { kind: 'visitor', region, origin: 'cli' } as const;
  const works: Record<string, (house: Installation) => Promise<void>> = {
    async list({ accounts }) {
      for (const one of await accounts.listIdentityProviders(visitor, {}))
        out(`${one.code}  ${one.audience}  ${one.nameRu}`);
    },
    async put({ accounts, settings: { publicUrl } }) {
      const file: unknown = JSON.parse(readFileSync(what!, 'utf8'));
      const { code } = await accounts.putIdentityProvider(cli, file as never);
      out(`${code} is there. Register this address with the provider, to the letter:`);
      out(new URL(`/sign-in/with/${code}/callback`, publicUrl).href);
    },
    async remove({ accounts }) {
      await accounts.removeIdentityProvider(cli, { code: what! });
      out('removed');
    },
  };
  const work = works[verb ?? ''];
  if (!work || (verb !== 'list' && !what)) {
    out(USAGE);
    return 2;
  }
  try {
    await withInstallation(settings, work);
    return 0;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') {
      out(`${what}: no readable JSON file`);
      return 2;
    }
    if (!isAppError(error)) throw error;
    out(`${error.code} ${JSON.stringify(error.data)}`);
    return 1;
  }
}
