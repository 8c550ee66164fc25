import { mkdir, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { sweepPhotos } from '../src/jobs/sweep-photos.ts';

const house = useInstallation();

const photo = async () =>
  new Uint8Array(
    await sharp({ create: { width: 64, height: 48, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer(),
  );

test('files without a row go after a day, named ones stay', async () => {
  const { app, faces, settings } = house.it;
  const { token } = await faces.complaints.saveDraft(visitor(), { content: {} });
  const kept = await faces.complaints.addDraftPhoto(visitor(), { token, photo: await photo() });
  const dropped = await faces.complaints.addDraftPhoto(visitor(), { token, photo: await photo() });
  await faces.complaints.removeDraftPhoto(visitor(), { token, photoId: dropped.id });

  const folder = join(settings.dataDir, 'objects/photos/ru-mow');
  await mkdir(folder, { recursive: true });
  const old = new Date(app.clock.now().getTime() - 2 * 86_400_000);
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const file of files)
    if (file.isFile()) await utimes(join(file.parentPath, file.name), old, old);

  const before = (await readdir(folder, { recursive: true })).filter((name) =>
    name.includes(dropped.id),
  );
  expect(before.length).toBeGreaterThan(0);
  const signal = new AbortController().signal;
  const swept = await sweepPhotos.run({ app, region: REGION, signal });
  expect(swept.removed).toBeGreaterThan(0);
  const after = (await readdir(folder, { recursive: true })).join(' ');
  expect(after).toContain(kept.id);
  expect(after).not.toContain(dropped.id);
});

test('a form nobody touched for seven days is forgotten with its photos', async () => {
  const { clock, faces } = house.it;
  const { token } = await faces.complaints.saveDraft(visitor(), { content: { story: 'x' } });
  await faces.complaints.addDraftPhoto(visitor(), { token, photo: await photo() });
  clock.advance(8 * 86_400_000);
  const sweeper = { kind: 'system', region: 'RU-MOW', name: 'retention' } as const;
  const { removed } = await faces.complaints.forgetStaleDrafts(sweeper, {});
  expect(removed).toBeGreaterThan(0);
  await expect(faces.complaints.getDraft(visitor(), { token })).rejects.toMatchObject({
    code: 'not-found',
  });
});
