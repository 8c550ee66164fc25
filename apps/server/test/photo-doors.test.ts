import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPhoto } from '@otklik/cases';
import { newId, regionScope, type Actor } from '@otklik/kernel';
import { gradient, MARKS, talkativePhoto } from '../../../packages/adapters/test/jpeg-parts.ts';
import { REGION, staff, visitor } from '../../../tests/support/installation.ts';
import { filing, post } from './filings.ts';
import { useServing } from './serving.ts';

const serving = useServing();
const region = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: region });
const head = staff(newId(), { role: 'head', reach: region });
const author: Actor = staff(newId());
let photo: Uint8Array<ArrayBuffer>;
let key = '';

beforeAll(async () => {
  photo = new Uint8Array(await talkativePhoto());
  key = await serving.key('complaints:write');
  await serving.it.app.store.withScope(regionScope(REGION), async (tx) => {
    const { contactFor } = await import('@otklik/notices');
    Object.assign(author, {
      personId: await contactFor(tx, { email: 'author@example.org', locale: 'ru' }),
    });
  });
});

const complaints = () => serving.it.faces.complaints;
const cases = () => serving.it.faces.cases;
/** Every stored file that has to do with a photo. */
const filesOf = (id: string): string[] =>
  readdirSync(join(serving.it.settings.dataDir, 'objects'), {
    recursive: true,
    encoding: 'utf8',
  }).filter((file) => file.includes(id));

/** Nothing that a file may tell beside its pixels. */
function expectSilent(bytes: Uint8Array): void {
  for (const mark of [...Object.values(MARKS), 'Exif', 'GPS', 'Photoshop', 'http:'])
    expect(Buffer.from(bytes).includes(mark), mark).toBe(false);
}

async function photosIn(number: string, as: Actor) {
  return (await complaints().getComplaint(as, { number })).case.photos;
}
async function keyOf(actor: Actor, id: string, size: 'full' | 'small' = 'full') {
  return (await cases().findPhoto(actor, { id, size })).key;
}
async function bytesOf(actor: Actor, id: string, size: 'full' | 'small' = 'full') {
  return (await readPhoto(serving.it.app, actor, { id, size })).bytes;
}

/** A complaint with a photo, by the form. */
async function filed(bytes = photo): Promise<string> {
  const { token } = await complaints().saveDraft(author, { content: {} });
  await complaints().addDraftPhoto(author, { token, photo: bytes });
  const { email: _, ...form } = filing();
  return (await complaints().fileComplaint(author, { ...form, draft: token } as never)).number;
}

describe('a photo that knows its place tells nobody', () => {
  test('by the form', async () => {
    const number = await filed();
    const [kept] = await photosIn(number, author);
    for (const size of ['full', 'small'] as const)
      expectSilent(await bytesOf(author, kept!.id, size));
  });

  test('by the API', async () => {
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() };
    const begun = await serving.call('/api/v1/drafts', { method: 'POST', headers });
    expect(begun.status).toBe(201);
    const { draft } = (await begun.json()) as { draft: string };
    const send = (body: Uint8Array<ArrayBuffer>, type = 'image/jpeg') =>
      serving.call(`/api/v1/drafts/${draft}/photos`, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': randomUUID(), 'content-type': type },
        body,
      });
    const added = await send(photo);
    expect(added.status).toBe(201);
    const { id } = (await added.json()) as { id: string };
    const sent = await serving.call('/api/v1/complaints', post(key, filing({ draft })));
    expect(sent.status).toBe(201);
    const { number } = (await sent.json()) as { number: string };
    const [kept] = await photosIn(number, moderator).catch(() => [{ id }]);
    expect(kept!.id).toBe(id);
    expectSilent(await bytesOf(moderator, id));

    const code = async (answer: Response) =>
      ((await answer.json()) as { error: { code: string } }).error.code;
    expect(await code(await send(photo))).toBe('not-found');
    const other = await serving.call('/api/v1/drafts', {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': randomUUID() },
    });
    const next = ((await other.json()) as { draft: string }).draft;
    const to = (body: Uint8Array<ArrayBuffer>, type: string, more: Record<string, string> = {}) =>
      serving.call(`/api/v1/drafts/${next}/photos`, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': randomUUID(), 'content-type': type, ...more },
        body,
      });
    expect(await code(await to(photo, 'application/json'))).toBe('unsupported-media-type');
    expect(await code(await to(new TextEncoder().encode('<svg/>'), 'image/png'))).toBe(
      'photo-undecodable',
    );
    expect(await code(await to(new Uint8Array(15 * 1024 * 1024 + 1), 'image/jpeg'))).toBe(
      'body-too-large',
    );
    const without = await serving.call('/api/v1/drafts', { method: 'POST' });
    expect([without.status, await code(without)]).toEqual([401, 'credential-invalid']);
    for (let sent_before = 0; sent_before < 5; sent_before += 1)
      expect((await to(photo, 'image/jpeg')).status).toBe(201);
    expect(await code(await to(photo, 'image/jpeg'))).toBe('too-many-photos');
  });

  test('by an answer, also of the head of a clinic', async () => {
    const number = await filed();
    await complaints().publishComplaint(moderator, { number });
    await cases().handInAnswer(head, {
      number,
      text: 'Проверили расписание приёма и добавили второй кабинет.',
      outcome: 'change-made',
      signerName: 'Иванова А. А.',
      signerPost: 'Главный врач',
      photos: [photo],
    });
    const kept = (await photosIn(number, moderator)).find(({ side }) => side === 'answer');
    expectSilent(await bytesOf(moderator, kept!.id));
  });

  test('by a promise that is reported kept, for its author and the staff', async () => {
    const number = await filed();
    await complaints().publishComplaint(moderator, { number });
    await cases().handInAnswer(head, {
      number,
      text: 'Второй кабинет откроем после ремонта, работы уже начаты.',
      outcome: 'change-planned',
      signerName: 'Иванова А. А.',
      signerPost: 'Главный врач',
      promises: [{ what: 'Открыть второй кабинет', owner: 'Завхоз', until: '2026-06-26' }],
    });
    await cases().publishAnswer(moderator, { number });
    const [promise] = (await complaints().getComplaint(head, { number })).case.promises;
    await cases().reportPromise(head, {
      number,
      promise: promise!.id,
      note: 'Кабинет открыт.',
      photos: [photo],
    });
    const kept = (await photosIn(number, author)).find(({ promiseId }) => promiseId !== null)!;
    for (const size of ['full', 'small'] as const)
      expectSilent(await bytesOf(author, kept.id, size));
    expect((await photosIn(number, visitor())).some(({ promiseId }) => promiseId)).toBe(false);
    await expect(keyOf(visitor(), kept.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('by a dispute, which the public never sees', async () => {
    const number = await filed();
    await complaints().publishComplaint(moderator, { number });
    await cases().handInAnswer(head, {
      number,
      text: 'Проверили расписание приёма и добавили второй кабинет.',
      outcome: 'change-made',
      signerName: 'Иванова А. А.',
      signerPost: 'Главный врач',
    });
    await cases().publishAnswer(moderator, { number });
    await cases().giveVerdict(author, {
      number,
      verdict: 'disputed',
      unanswered: 'Когда начнут принимать вовремя?',
      stillWrong: 'Очередь стоит и сегодня.',
      photos: [photo],
    });
    const kept = (await photosIn(number, moderator)).find(({ side }) => side === 'dispute')!;
    for (const size of ['full', 'small'] as const)
      expectSilent(await bytesOf(moderator, kept.id, size));
    expect((await photosIn(number, visitor())).map(({ side }) => side)).not.toContain('dispute');
    await expect(keyOf(visitor(), kept.id)).rejects.toMatchObject({ code: 'not-found' });
    const { verdicts } = (await complaints().getComplaint(moderator, { number })).case;
    expect(verdicts[0]).toMatchObject({
      unanswered: 'Когда начнут принимать вовремя?',
      stillWrong: 'Очередь стоит и сегодня.',
    });
  });
});

/** A white photo with black letters' worth of detail in its upper left quarter. */
async function withSecret(): Promise<Uint8Array<ArrayBuffer>> {
  const noise = await sharp({
    create: {
      width: 320,
      height: 240,
      channels: 3,
      background: 'white',
      noise: { type: 'gaussian', mean: 128, sigma: 90 },
    },
  })
    .png()
    .toBuffer();
  return new Uint8Array(
    await gradient(640, 480)
      .composite([{ input: noise, left: 0, top: 0 }])
      .jpeg()
      .toBuffer(),
  );
}
const QUARTER = { left: 0, top: 0, width: 0.5, height: 0.5 };
/** How much the pixels of a part differ among themselves. */
const detail = async (bytes: Uint8Array, area: { left: number; top: number }): Promise<number> => {
  const part = await sharp(bytes)
    .extract({ ...area, width: 300, height: 220 })
    .greyscale()
    .png()
    .toBuffer();
  return (await sharp(part).stats()).channels[0]!.stdev;
};

describe('a covered photo', () => {
  test.each(['blur', 'box'] as const)(
    'has nothing left where it is covered: %s',
    async (manner) => {
      const number = await filed(await withSecret());
      const [before] = await photosIn(number, moderator);
      const was = await bytesOf(moderator, before!.id);
      const { photoId } = await cases().coverPhoto(moderator, {
        number,
        photoId: before!.id,
        areas: [QUARTER],
        manner,
      });
      const now = await bytesOf(moderator, photoId);
      expect(await detail(was, { left: 0, top: 0 })).toBeGreaterThan(40);
      expect(await detail(now, { left: 0, top: 0 })).toBeLessThan(manner === 'box' ? 2 : 25);
      expect(await detail(now, { left: 330, top: 250 })).toBeGreaterThan(5);
      expectSilent(now);
    },
  );

  test('is the only one once published: no address, no row, no bytes of the original', async () => {
    const number = await filed(await withSecret());
    const [before] = await photosIn(number, moderator);
    const old_keys = [
      await keyOf(moderator, before!.id),
      await keyOf(moderator, before!.id, 'small'),
    ];
    const first = await cases().coverPhoto(moderator, {
      number,
      photoId: before!.id,
      areas: [QUARTER],
    });
    await expect(keyOf(moderator, before!.id)).rejects.toMatchObject({ code: 'not-found' });
    // What was painted first is no original of anything: its files go at once.
    const first_key = await keyOf(moderator, first.photoId);
    const second = await cases().coverPhoto(moderator, {
      number,
      photoId: first.photoId,
      areas: [{ left: 0.5, top: 0, width: 0.5, height: 0.5 }],
      manner: 'box',
    });
    await serving.it.runJobs();
    expect(await serving.it.app.ports.objects.get(first_key)).toBeNull();
    expect(await serving.it.app.ports.objects.get(old_keys[0]!)).not.toBeNull();
    expect(await photosIn(number, author)).toMatchObject([{ id: second.photoId }]);

    await complaints().publishComplaint(moderator, { number });
    await serving.it.runJobs();
    await expect(
      cases().uncoverPhoto(moderator, { number, photoId: second.photoId }),
    ).rejects.toMatchObject({ code: 'move-impossible', data: { reason: 'no-original' } });
    for (const old of [before!.id, first.photoId])
      for (const who of [moderator, author, visitor()])
        await expect(keyOf(who, old)).rejects.toMatchObject({ code: 'not-found' });
    for (const old_key of old_keys)
      expect(await serving.it.app.ports.objects.get(old_key)).toBeNull();
    expect([before!.id, first.photoId].map(filesOf)).toEqual([[], []]);
    expect(filesOf(second.photoId)).not.toEqual([]);
    expect((await photosIn(number, visitor())).map(({ id }) => id)).toEqual([second.photoId]);
  });

  test('gives the original back while the case is not published', async () => {
    const number = await filed(await withSecret());
    const [before] = await photosIn(number, moderator);
    const { photoId } = await cases().coverPhoto(moderator, {
      number,
      photoId: before!.id,
      areas: [QUARTER],
    });
    await cases().uncoverPhoto(moderator, { number, photoId });
    expect(await photosIn(number, moderator)).toMatchObject([{ id: before!.id }]);
    await serving.it.runJobs();
    expect(await detail(await bytesOf(moderator, before!.id), { left: 0, top: 0 })).toBeGreaterThan(
      40,
    );
    await expect(keyOf(moderator, photoId)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('of a published case takes the place of the other at once', async () => {
    const number = await filed(await withSecret());
    await complaints().publishComplaint(moderator, { number });
    const [before] = await photosIn(number, visitor());
    const old_key = await keyOf(visitor(), before!.id);
    await expect(
      cases().coverPhoto(visitor(), { number, photoId: before!.id, areas: [QUARTER] }),
    ).rejects.toMatchObject({ code: 'sign-in-required' });
    await cases().coverPhoto(moderator, { number, photoId: before!.id, areas: [QUARTER] });
    await serving.it.runJobs();
    await expect(keyOf(visitor(), before!.id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await serving.it.app.ports.objects.get(old_key)).toBeNull();
  });

  test('of a form is covered by its author before it is sent', async () => {
    const { token } = await complaints().saveDraft(visitor(), { content: {} });
    const { id } = await complaints().addDraftPhoto(visitor(), {
      token,
      photo: await withSecret(),
    });
    const covered = await complaints().coverDraftPhoto(visitor(), {
      token,
      photoId: id,
      areas: [QUARTER],
    });
    await serving.it.runJobs();
    const { photos } = await complaints().getDraft(visitor(), { token });
    expect(photos.map((one) => one.id)).toEqual([covered.id]);
  });
});

test('the photos of an answer that was sent back are not published with the next one', async () => {
  const number = await filed();
  await complaints().publishComplaint(moderator, { number });
  const hand_in = (photos: Uint8Array<ArrayBuffer>[]) =>
    cases().handInAnswer(head, {
      number,
      text: 'Проверили расписание приёма и добавили второй кабинет.',
      outcome: 'change-made',
      signerName: 'Иванова А. А.',
      signerPost: 'Главный врач',
      photos,
    });
  await hand_in([photo]);
  await cases().returnAnswer(moderator, { number, reason: 'photo-from-elsewhere' });
  await hand_in([]);
  await cases().publishAnswer(moderator, { number });
  const shown = await photosIn(number, visitor());
  expect(shown.filter(({ side }) => side === 'answer')).toEqual([]);
});
