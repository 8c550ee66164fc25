import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, inject, test } from 'vitest';
import { readPhoto } from '@otklik/cases';
import { newId, systemScope, type Actor, type Tx } from '@otklik/kernel';
import { sweepPhotos } from '../../../modules/cases/src/jobs/sweep-photos.ts';
import { draftHash } from '../../../modules/complaints/src/store/drafts.ts';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { plainPhotos } from '../src/plain-photos.ts';
import { filing } from './filings.ts';
import { asSuperuser } from './seed-helpers.ts';

const house = useInstallation();
const moderator = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
const clock: Actor = { kind: 'system', region: REGION, name: 'clock' };
const SIZES = ['full', 'small'] as const;

const complaints = () => house.it.faces.complaints;
const objects = () => house.it.app.ports.objects;
const folder = () => join(house.it.settings.dataDir, 'objects/photos');
const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  house.it.app.store.withScope(systemScope(REGION, 'test'), work);

let shade = 0;
/** Each photo of another colour, so that no two have the same bytes. */
const aPhoto = async (): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    await sharp({
      create: { width: 96, height: 64, channels: 3, background: { r: (shade += 9), g: 40, b: 90 } },
    })
      .jpeg()
      .toBuffer(),
  );

async function draft() {
  const { token } = await complaints().saveDraft(visitor(), { content: {} });
  const add = async () =>
    (await complaints().addDraftPhoto(visitor(), { token, photo: await aPhoto() })).id;
  return { token, add };
}
type Draft = Awaited<ReturnType<typeof draft>>;

const find = (id: string, size: 'full' | 'small', { token }: Draft) =>
  house.it.faces.cases.findPhoto(visitor(), { id, size, draftHash: draftHash(token) });
const read = async (id: string, size: 'full' | 'small', { token }: Draft) =>
  Buffer.from(
    (await readPhoto(house.it.app, visitor(), { id, size, draftHash: draftHash(token) })).bytes,
  );
const isDestroyed = async (keyId: string) =>
  (await within((tx) => tx.vault.wrappedKey(keyId))) === null;

const filesOnDisk = (): string[] =>
  readdirSync(folder(), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && !file.name.endsWith('~type'))
    .map((file) => join(file.parentPath, file.name));

/** Whether a file looks like a picture, or holds any stretch of these bytes. */
function gives(file: string, plain: Buffer): boolean {
  const bytes = readFileSync(file);
  const magics = [Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0x89, 0x50, 0x4e, 0x47])];
  if (magics.some((magic) => bytes.subarray(0, magic.length).equals(magic))) return true;
  if (['JFIF', 'WEBPVP8'].some((word) => bytes.includes(word))) return true;
  for (let at = 0; at + 16 <= plain.length; at += 16)
    if (bytes.includes(plain.subarray(at, at + 16))) return true;
  return false;
}

test('what lies on the disk is no picture, and the door shows it all the same', async () => {
  const form = await draft();
  const id = await form.add();
  for (const size of SIZES) {
    const plain = await read(id, size, form);
    expect((await sharp(plain).metadata()).format).toBe('jpeg');
    expect(filesOnDisk()).not.toEqual([]);
    for (const file of filesOnDisk()) expect(gives(file, plain), file).toBe(false);
  }
});

test('a file opens at its own place only', async () => {
  const form = await draft();
  const [one, other] = [await form.add(), await form.add()];
  const full = await find(one, 'full', form);
  const small = await find(one, 'small', form);
  const foreign = await find(other, 'full', form);
  const stored = await objects().get(full.key);
  const put = (bytes: Uint8Array) => objects().put(full.key, bytes, 'application/octet-stream');
  const refused = () =>
    expect(read(one, 'full', form)).rejects.toMatchObject({
      code: 'unavailable',
      data: { seal: 'does-not-open' },
    });
  for (const key of [small.key, foreign.key]) {
    await put((await objects().get(key))!.bytes);
    await refused();
  }
  const changed = Uint8Array.from(stored!.bytes);
  changed[changed.length >> 1]! ^= 1;
  for (const bytes of [changed, stored!.bytes.subarray(0, 20), await aPhoto()]) {
    await put(bytes);
    await refused();
  }
  await put(stored!.bytes);
  // The other photo's row made to name this one's file and key: still another place.
  const named = (object_key: string, data_key_id: string) =>
    within((tx) =>
      tx.db
        .updateTable('case_photos')
        .set({ object_key, data_key_id })
        .where('region_id', '=', REGION)
        .where('id', '=', other)
        .execute(),
    );
  await named(full.key, full.lock!.id);
  await expect(read(other, 'full', form)).rejects.toMatchObject({ code: 'unavailable' });
  await named(foreign.key, foreign.lock!.id);
  expect((await read(other, 'full', form)).length).toBeGreaterThan(100);
  expect((await read(one, 'full', form)).length).toBeGreaterThan(100);
  await within((tx) => tx.vault.destroyKey(full.lock!.id));
  await expect(read(one, 'full', form)).rejects.toMatchObject({ code: 'not-found' });
});

test('a photo that goes takes its key along, before any file is deleted', async () => {
  const form = await draft();
  const lockOf = async (id: string) => (await find(id, 'full', form)).lock!.id;
  const [taken, covered] = [await form.add(), await form.add()];
  const locks = [await lockOf(taken), await lockOf(covered)];
  await complaints().removeDraftPhoto(visitor(), { token: form.token, photoId: taken });
  const areas = [{ left: 0, top: 0, width: 0.5, height: 0.5 }];
  const painted = await complaints().coverDraftPhoto(visitor(), {
    token: form.token,
    photoId: covered,
    areas,
  });
  expect(await Promise.all(locks.map(isDestroyed))).toEqual([true, true]);
  const last = await lockOf(painted.id);
  expect(await isDestroyed(last)).toBe(false);
  house.it.clock.advance(8 * 86_400_000);
  const sweeper: Actor = { kind: 'system', region: REGION, name: 'retention' };
  await complaints().forgetStaleDrafts(sweeper, {});
  expect(await isDestroyed(last)).toBe(true);
});

test('covering keeps the original of a case until publication; erasing the case ends all of it', async () => {
  const form = await draft();
  const id = await form.add();
  const locks = [(await find(id, 'full', form)).lock!.id];
  const filed = await complaints().fileComplaint(
    visitor(),
    { ...filing(), draft: form.token } as never,
    { proofOfWork: 'no-script' },
  );
  await house.it.runJobs();
  const token = house.it.letters
    .flatMap(({ text }) => /\/confirm\/([\w-]{43})/.exec(text)?.[1] ?? [])
    .at(-1)!;
  await complaints().confirmComplaint(visitor(), { token });
  const { number } = filed;
  const { caseId } = await complaints().followCase(visitor(), { receipt: filed.receipt });
  const lockOf = async (photoId: string) =>
    (await house.it.faces.cases.findPhoto(moderator, { id: photoId })).lock!.id;
  const cover = async (photoId: string) => {
    const areas = [{ left: 0, top: 0, width: 0.5, height: 0.5 }];
    const painted = await house.it.faces.cases.coverPhoto(moderator, { number, photoId, areas });
    locks.push(await lockOf(painted.photoId));
    return painted.photoId;
  };
  const destroyed = () => Promise.all(locks.map(isDestroyed));
  const last = await cover(await cover(id));
  expect(await destroyed()).toEqual([false, true, false]);
  await complaints().publishComplaint(moderator, { number });
  expect(await destroyed()).toEqual([true, true, false]);
  expect((await readPhoto(house.it.app, visitor(), { id: last })).public).toBe(true);

  // Whoever copied the sealed files keeps noise: the row that held their key holds none.
  const own: Actor = { kind: 'receipt', region: REGION, caseId, origin: 'test' };
  await complaints().eraseOwnComplaint(own, { number, agreed: 'erase' });
  expect(await destroyed()).toEqual([true, true, true]);
  for (const who of [moderator, own, visitor()])
    await expect(readPhoto(house.it.app, who, { id: last })).rejects.toMatchObject({
      code: 'not-found',
    });
});

/** Puts a photo back as it was stored before photos were sealed. */
async function asBefore(id: string, form: Draft): Promise<Buffer> {
  const base = `photos/${REGION.toLowerCase()}/${id.slice(-2)}/${id}`;
  const plain = await read(id, 'full', form);
  const sealed = await find(id, 'full', form);
  await objects().put(`${base}.jpg`, plain, 'image/jpeg');
  await objects().put(`${base}-small.jpg`, await read(id, 'small', form), 'image/jpeg');
  await within(async (tx) => {
    await tx.db
      .updateTable('case_photos')
      .set({
        object_key: `${base}.jpg`,
        thumbnail_key: `${base}-small.jpg`,
        data_key_id: null,
      })
      .where('region_id', '=', REGION)
      .where('id', '=', id)
      .execute();
    await tx.vault.destroyKey(sealed.lock!.id);
  });
  for (const size of SIZES) await objects().delete(sealed.key.replace('.full', `.${size}`));
  return plain;
}

async function sealUntilKilled(puts_max: number): Promise<string> {
  const { ownerUrl, superUrl, settings } = house.it;
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('seal-child.ts', import.meta.url))],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: ownerUrl,
        ROLE_MAKER_URL: superUrl,
        DATA_DIR: settings.dataDir,
        SECRETS: join(inject('dataDir'), 'secrets'),
        NOW: house.it.clock.now().toISOString(),
        PUTS_MAX: String(puts_max),
      },
    },
  );
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    child.kill('SIGKILL');
  }
  return said;
}

test('photos from before are shown as they were, and sealed by a job that may be killed', async () => {
  const [first, second] = [await draft(), await draft()];
  const plain = new Map<string, { bytes: Buffer; form: Draft }>();
  for (const form of [first, first, first, second, second]) {
    const id = await form.add();
    plain.set(id, { bytes: await asBefore(id, form), form });
  }
  const expectWhole = async () => {
    for (const [id, { bytes, form }] of plain)
      expect((await read(id, 'full', form)).equals(bytes), id).toBe(true);
  };
  await expectWhole();
  expect(await plainPhotos(house.it)).toBe(5);

  // Two photos are sealed and named; of the third one size is written when the process dies.
  expect(await sealUntilKilled(5)).toBe('in the middle\n');
  expect(await plainPhotos(house.it)).toBe(3);
  await expectWhole();

  // One was left without its file: it holds nobody up.
  const found = await Promise.all(
    [...plain].map(async ([id, { form }]) => ({ ...(await find(id, 'small', form)), form })),
  );
  const { id: lost, key, form } = found.find(({ lock }) => lock === null)!;
  await objects().delete(key);
  const done = await house.it.faces.cases.sealPhotos(clock, {});
  expect(done).toEqual({ sealed: 2, missing: [lost], cursor: null });
  await expectWhole();
  await complaints().removeDraftPhoto(visitor(), { token: form.token, photoId: lost });
  expect(await plainPhotos(house.it)).toBe(0);
  expect(await house.it.faces.cases.sealPhotos(clock, {})).toMatchObject({ sealed: 0 });

  // The plain files go by a job, what the dead process wrote by the sweep; what rows name stays.
  await house.it.runJobs();
  const left = filesOnDisk().filter((file) => file.endsWith('.jpg') && !file.includes(lost));
  expect(left).toEqual([]);
  const old = new Date(house.it.clock.now().getTime() - 2 * 86_400_000);
  for (const file of filesOnDisk()) utimesSync(file, old, old);
  await sweepPhotos.run({
    app: house.it.app,
    region: REGION,
    signal: new AbortController().signal,
  });
  plain.delete(lost);
  await expectWhole();
  for (const { bytes } of plain.values())
    for (const file of filesOnDisk()) expect(gives(file, bytes), file).toBe(false);
  const [{ named }] = (await asSuperuser<{ named: number }>(
    house.it,
    'select 2 * count(*)::int as named from case_photos',
  )) as [{ named: number }];
  expect(filesOnDisk()).toHaveLength(named);
});

test('no living data key is left behind by a row that is gone', async () => {
  const tables = await asSuperuser<{ table: string }>(
    house.it,
    `select quote_ident(table_name) as table from information_schema.columns
     where column_name = 'data_key_id' and table_schema = 'public'`,
  );
  const named = tables.map(({ table }) => `select data_key_id from ${table}`).join(' union all ');
  const left = await asSuperuser(
    house.it,
    `select id from data_keys where wrapped is not null
     and id not in (select data_key_id from (${named}) n where data_key_id is not null)`,
  );
  expect(tables.map(({ table }) => table)).toContain('case_photos');
  expect(left).toEqual([]);
});
