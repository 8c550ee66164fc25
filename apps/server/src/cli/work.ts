import { createLog } from '@otklik/adapters';
import { assemble, type Installation } from '../assemble.ts';
import type { Settings } from '../settings.ts';
import { startWorker } from '../worker.ts';
import { hearStop, StopAsked } from './stop-signal.ts';

/** Runs jobs until SIGTERM or SIGINT; then running ones have some seconds, and are handed back. */
export async function work(options: {
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { settings, out } = options;
  const log = createLog({ write: (line) => process.stderr.write(line), level: settings.logLevel });
  const stopping = hearStop();
  let installation: Installation | null = null;
  try {
    installation = await assemble({ settings, log, hold: 'join', signal: stopping.signal });
    const worker = await startWorker(installation);
    out('Otklik works.');
    const code = await stopping.asked;
    await worker.stop();
    return code;
  } catch (error) {
    if (!(error instanceof StopAsked)) throw error;
    return stopping.asked;
  } finally {
    await installation?.close();
    stopping.end();
  }
}
