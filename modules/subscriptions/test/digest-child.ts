import { createKeys, createLog } from '@otklik/adapters';
import { movableClock } from '@otklik/kernel';
import { assemble } from '../../../apps/server/src/assemble.ts';
import { readSettings } from '../../../apps/server/src/settings.ts';
import { sendDue } from '../src/index.ts';

// A process that sends digests and says of each letter that it left, for the test that kills it.
const { SECRETS, NOW, ROLE_MAKER_URL, ...env } = process.env;
const log = createLog({ write: (line) => process.stderr.write(line), level: 'error' });
const installation = await assemble({
  settings: readSettings({ DATA_DIR: env['DATA_DIR'], DATABASE_URL: env['DATABASE_URL'] }),
  log,
  hold: 'join',
  clock: movableClock(new Date(NOW!)),
  roleMakerUrl: ROLE_MAKER_URL!,
  ports: {
    keys: createKeys({ folder: SECRETS!, log }),
    mail: {
      // To a pipe writing is at once: what is written has left, whatever becomes of us.
      async send(letter) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
        process.stdout.write(`${letter.to} ${letter.id}\n`);
      },
    },
  },
});
await sendDue(installation.app, 'RU-MOW', () => true);
await installation.close();
