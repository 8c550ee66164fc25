import { join } from 'node:path';
import { createDiskStore, createKeys, createLog } from '@otklik/adapters';
import { movableClock } from '@otklik/kernel';
import { assemble } from '../src/assemble.ts';
import { readSettings } from '../src/settings.ts';

// A process that seals photos two a transaction and stops in the middle of a photo, for the test that kills it.
const { SECRETS, NOW, ROLE_MAKER_URL, PUTS_MAX, ...env } = process.env;
const log = createLog({ write: (line) => process.stderr.write(line), level: 'error' });
const settings = readSettings({ DATA_DIR: env['DATA_DIR'], DATABASE_URL: env['DATABASE_URL'] });
const store = createDiskStore(join(settings.dataDir, 'objects'));
let left = Number(PUTS_MAX);
const { faces } = await assemble({
  settings,
  log,
  hold: 'join',
  clock: movableClock(new Date(NOW!)),
  roleMakerUrl: ROLE_MAKER_URL!,
  ports: {
    keys: createKeys({ folder: SECRETS!, log }),
    objects: {
      ...store,
      async put(key, bytes, contentType) {
        await store.put(key, bytes, contentType);
        left -= 1;
        if (left > 0) return;
        process.stdout.write('in the middle\n');
        await new Promise(() => undefined);
      },
    },
  },
});
const clock = { kind: 'system', region: 'RU-MOW', name: 'clock' } as const;
for (let after: string | null = null; ;)
  after = (await faces.cases.sealPhotos(clock, { after, limit: 2 })).cursor;
