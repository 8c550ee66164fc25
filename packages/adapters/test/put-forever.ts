import { createDiskStore } from '@otklik/adapters';

// Writes objects until it is killed; says after each one that it is done. Started by objects.test.ts.
const store = createDiskStore(process.argv[2] ?? '');
const bytes = new Uint8Array(2_000_000).fill(7);
for (let number = 0; ; number++) {
  await store.put(`photos/${number}.jpg`, bytes, 'image/jpeg');
  process.stdout.write(`${number}\n`);
}
