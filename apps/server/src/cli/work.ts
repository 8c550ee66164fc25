import { createLog } from '@otklik/adapters';
import { assemble } from '../assemble.ts';
import type { Settings } from '../settings.ts';
import { startWorker } from '../worker.ts';

/** Runs jobs until SIGTERM or SIGINT. */
export async function work(options: {
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { settings, out } = options;
  const log = createLog({ write: (line) => process.stderr.write(line), level: settings.logLevel });
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  const installation = await assemble({ settings, log, hold: 'join' });
  const worker = await startWorker(installation);
  out('Otklik works.');
  await stopped;
  await worker.stop();
  await installation.close();
  return 0;
}
