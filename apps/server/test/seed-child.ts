import { createKeys, createLog } from '@otklik/adapters';
import { movableClock } from '@otklik/kernel';
import { assemble } from '../src/assemble.ts';
import { seedIfEmpty, type SeedOptions } from '../src/seed/seed.ts';
import { readSettings } from '../src/settings.ts';

// A process that seeds and says how far it is, for the test that kills it.
const { SECRETS, NOW, OPTIONS, ROLE_MAKER_URL, ...env } = process.env;
const log = createLog({ write: (line) => process.stderr.write(line), level: 'error' });
const installation = await assemble({
  settings: readSettings({ DATA_DIR: env['DATA_DIR'], DATABASE_URL: env['DATABASE_URL'] }),
  log,
  hold: 'join',
  clock: movableClock(new Date(NOW!)),
  roleMakerUrl: ROLE_MAKER_URL!,
  ports: { keys: createKeys({ folder: SECRETS!, log }) },
});
await seedIfEmpty(installation, 'demo', () => undefined, {
  ...(JSON.parse(OPTIONS!) as SeedOptions),
  onBatch: (done_count) => process.stdout.write(`${done_count}\n`),
});
await installation.close();
