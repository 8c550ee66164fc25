import { findBundle, preparePrograms } from './bundle.ts';
import { superUrl } from './connect.ts';
import { letGo, takeHold } from './hold.ts';
import type { Ground, Hold } from './hold.ts';
import { ensureCluster } from './init-cluster.ts';
import { prepareLayout } from './layout.ts';
import { watchLog } from './log-file.ts';
import { supervise } from './supervise.ts';
import type { EmbeddedLog, EmbeddedOptions, EmbeddedServer } from './types.ts';

/** Opens the server of a data folder for serving (alone) or for joining. */
export async function openEmbedded(
  role: 'serve' | 'join',
  options: EmbeddedOptions,
): Promise<EmbeddedServer> {
  const log: EmbeddedLog = options.log ?? (() => undefined);
  const bundle = await findBundle();
  const layout = await prepareLayout(options);
  const programs = await preparePrograms(bundle, layout.home, layout.serverUser);
  const password = await ensureCluster(layout, bundle, programs, log);
  const ground: Ground = { role, layout, programs, password, log };
  const held = await takeHold(ground, 0);
  const supervision = role === 'serve' ? supervise(ground, held, options.onLost) : null;
  const unwatchLog = role === 'serve' ? watchLog(layout.logFile) : () => undefined;
  const current = (): Hold => supervision?.current() ?? held;
  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    unwatchLog();
    await supervision?.end();
    await letGo(ground, current());
  };
  return {
    superUrl: superUrl(held.server, password),
    port: held.server.port,
    socketDir: held.server.socketDir,
    adopted: held.adopted,
    get postmasterPid() {
      return current().server.pid;
    },
    stop: () => (stopped ??= stop()),
  };
}
