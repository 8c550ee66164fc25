// A process of its own for the tests of the embedded server: opens it, says how, waits to be told to go.
import { stdin, stdout } from 'node:process';
import { EmbeddedError, joinEmbedded, startEmbedded } from '../src/embedded/index.ts';

const [, , mode, dataDir, systemDir] = process.argv;
const say = (word: Record<string, unknown>): boolean => stdout.write(`${JSON.stringify(word)}\n`);

try {
  const open = mode === 'join' ? joinEmbedded : startEmbedded;
  const server = await open({
    dataDir: dataDir ?? '',
    log: (_level, event) => say({ event }),
    ...(systemDir ? { systemDir } : {}),
  });
  const { superUrl, socketDir, adopted, postmasterPid } = server;
  say({ open: { superUrl, socketDir, adopted, postmasterPid } });
  stdin.resume();
  stdin.once('end', () => {
    void server.stop().then(() => process.exit(0));
  });
} catch (error) {
  const { message } = error as Error;
  const known = error instanceof EmbeddedError ? { code: error.code, data: error.data } : {};
  say({ failed: { message, ...known } });
}
