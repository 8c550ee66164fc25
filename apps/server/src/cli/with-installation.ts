import { createLog } from '@otklik/adapters';
import { assemble, type Installation } from '../assemble.ts';
import type { Settings } from '../settings.ts';

/** Runs a command beside a serving process (whose database it joins) or without one. */
export async function withInstallation<T>(
  settings: Settings,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'warn' });
  const installation = await assemble({ settings, log, hold: 'join' });
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}
