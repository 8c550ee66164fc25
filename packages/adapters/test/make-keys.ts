import { createKeys } from '@otklik/adapters';

// Started many times at once by keys.test.ts: each prints what it sees.
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const keys = createKeys({ folder: process.argv[2] ?? '', log: silent });
process.stdout.write(
  `${keys.currentKekId} ${keys.index('RU-MOW', 'x')} ${keys.publicKeyPem.length}`,
);
