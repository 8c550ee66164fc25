// Makes the data folder that the servers and databases of a test run are copies of: migrated, with the registry,
// and stopped. `node tests/support/make-ready.ts FOLDER` makes it beside other work before the tests begin.
import { postmasterPid, runLive } from './live-server.ts';

/** @throws Error when the program fails, or when PostgreSQL still runs: a copy of a running cluster would be none */
export async function makeReady(folder: string): Promise<void> {
  runLive({ dataDir: folder, port: 8080 }, ['migrate']);
  if ((await postmasterPid(folder)) !== null) throw new Error('PostgreSQL still runs');
}

if (import.meta.main) await makeReady(process.argv[2]!);
