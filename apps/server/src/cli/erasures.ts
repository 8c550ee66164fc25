import { isAppError } from '@otklik/kernel';
import { replayErasures } from '../replay-erasures.ts';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

/** After a restore: erases again what the list names, also what only its copies outside the database know. */
export async function erasures(options: {
  args: string[];
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  if (args[0] !== 'replay') {
    out('erasures replay');
    return 2;
  }
  try {
    const { replayed, found, unknown } = await withInstallation(settings, replayErasures);
    out(`Erased again: ${replayed}; of those unknown to this database: ${found}.`);
    if (unknown.length > 0)
      out(`Of a kind that this version does not know, not erased: ${unknown.join(', ')}.`);
    return unknown.length > 0 ? 1 : 0;
  } catch (error) {
    if (!isAppError(error)) throw error;
    out(`${error.code} ${JSON.stringify(error.data)}`);
    return 1;
  }
}
