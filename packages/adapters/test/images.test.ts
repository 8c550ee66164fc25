import { createHash } from 'node:crypto';
import { isAppError } from '@otklik/kernel';
import type { CleanPhoto } from '@otklik/kernel';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createImages, PHOTO_MAX_bytes } from '@otklik/adapters';
import { refusal } from './fakes.ts';
import { gradient, hollowPng, MARKS, markersOf, segment, talkativePhoto } from './jpeg-parts.ts';

const images = createImages();
const BARE = new Set([0xe0, 0xdb, 0xc0, 0xc4, 0xdd, 0xda]);

function expectBare(photo: CleanPhoto): void {
  for (const jpeg of [photo.bytes, photo.thumbnail]) {
    const bytes = Buffer.from(jpeg);
    for (const mark of Object.values(MARKS)) expect(bytes.includes(mark)).toBe(false);
    for (const word of [
      'Exif',
      'http:',
      'ICC_PROFILE',
      'Photoshop',
      'Adobe',
      'PK\x03\x04',
      '<script',
    ]) {
      expect(bytes.subarray(0, 700).includes(word)).toBe(false);
    }
    for (const marker of markersOf(jpeg)) expect(BARE.has(marker)).toBe(true);
    expect(bytes.subarray(-2).toString('hex')).toBe('ffd9');
    expect(bytes.indexOf(Buffer.from([0xff, 0xd9]))).toBe(bytes.length - 2);
  }
}

describe('photos', () => {
  it('come out without GPS, XMP, IPTC, comments, profiles, trailing archives', async () => {
    const photo = await talkativePhoto();
    for (const mark of Object.values(MARKS)) expect(photo.includes(mark)).toBe(true);
    expect(new Set(markersOf(photo)).size).toBeGreaterThan(16);
    const metadata = await sharp(photo).metadata();
    expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.icc]).not.toContain(undefined);
    const result = await images.clean(photo);
    expectBare(result);
    expect(result.width_px).toBe(640);
    expect(result.sha256).toBe(createHash('sha256').update(result.bytes).digest('hex'));
    const after = await sharp(result.bytes).metadata();
    expect([after.exif, after.xmp, after.iptc, after.icc, after.orientation]).toEqual(
      Array.from({ length: 5 }),
    );
  });

  it.each(['png', 'webp', 'gif', 'jpeg'] as const)('are taken as %s', async (format) => {
    const source = await gradient(500, 300)
      .toFormat(format)
      .withExif({ IFD0: { Copyright: MARKS.exif } });
    const result = await images.clean(
      Buffer.concat([await source.toBuffer(), Buffer.from(MARKS.trailing)]),
    );
    expectBare(result);
    expect([result.width_px, result.height_px]).toEqual([500, 300]);
    const thumbnail = await sharp(result.thumbnail).metadata();
    expect([thumbnail.width, thumbnail.height]).toEqual([320, 192]);
  });

  it('are made at most 2000 px long, and never larger than they were', async () => {
    const large = await images.clean(await gradient(3000, 1500).jpeg().toBuffer());
    expect([large.width_px, large.height_px]).toEqual([2000, 1000]);
    const tiny = await images.clean(await gradient(3, 1).png().toBuffer());
    expect([tiny.width_px, tiny.height_px]).toEqual([3, 1]);
    expectBare(tiny);
  });

  it('are turned upright by what EXIF says', async () => {
    const left = { create: { width: 300, height: 400, channels: 3, background: 'red' } } as const;
    const sideways = await sharp({ create: { ...left.create, width: 600, background: 'blue' } })
      .composite([{ input: left, left: 0, top: 0 }])
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const result = await images.clean(sideways);
    expect([result.width_px, result.height_px]).toEqual([400, 600]);
    const { data } = await sharp(result.bytes).raw().toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(200);
    expect(data[data.length - 1]).toBeGreaterThan(200);
  });

  it('of wide colour, of four inks and half transparent become sRGB on white', async () => {
    const cmyk = await gradient(60, 60).toColourspace('cmyk').jpeg().toBuffer();
    const clear = await sharp({
      create: { width: 50, height: 50, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    const grey16 = await gradient(60, 60).toColourspace('grey16').png().toBuffer();
    for (const source of [cmyk, clear, grey16]) {
      const result = await images.clean(source);
      expectBare(result);
      const { space, channels } = await sharp(result.bytes).metadata();
      expect([space, channels]).toEqual(['srgb', 3]);
    }
    const white = await sharp((await images.clean(clear)).bytes)
      .raw()
      .toBuffer();
    expect(white[0]).toBe(255);
  });

  it('take the first frame of an animation', async () => {
    const frame = (background: string) =>
      sharp({ create: { width: 40, height: 40, channels: 3, background } })
        .png()
        .toBuffer();
    const frames = [await frame('red'), await frame('blue'), await frame('green')];
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await sharp(gif).metadata()).pages).toBe(3);
    const result = await images.clean(gif);
    expect([result.width_px, result.height_px]).toEqual([40, 40]);
    expect((await sharp(result.bytes).raw().toBuffer())[0]).toBeGreaterThan(200);
  });

  it('that claim to be huge are refused by their header', async () => {
    const bomb = hollowPng(30_000, 30_000, 30_000);
    expect(bomb.length).toBeLessThan(150_000);
    expect(await refusal(() => images.clean(bomb))).toBe('photo-too-large/pixels');
    expect(await refusal(() => images.clean(hollowPng(50_000_001, 1, 1)))).toBe(
      'photo-too-large/pixels',
    );
    const fits = await images.clean(hollowPng(10_000, 5000, 5000));
    expect([fits.width_px, fits.height_px]).toEqual([2000, 1000]);
    expect(await refusal(() => images.clean(new Uint8Array(PHOTO_MAX_bytes + 1)))).toBe(
      'photo-too-large/bytes',
    );
  });

  it('that are cut, empty or only begin like one are refused', async () => {
    const jpeg = await gradient(400, 400).jpeg().toBuffer();
    const cut = [0, 2, 20, 200, jpeg.length >> 1, jpeg.length - 400];
    const png = await gradient(400, 400).png().toBuffer();
    const samples = [
      ...cut.map((length) => jpeg.subarray(0, length)),
      png.subarray(0, png.length >> 1),
      hollowPng(100, 100, 10),
      Buffer.concat([Buffer.from('GIF89a'), Buffer.from('<script>alert(1)</script>')]),
      Buffer.concat([segment(0xd8, ''), Buffer.from('<html>')]),
    ];
    for (const sample of samples) {
      expect(await refusal(() => images.clean(sample))).toMatch(/^photo-undecodable/);
    }
  });

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 'unknown'],
    ['SVG behind a declaration', '<?xml version="1.0"?><svg width="9" height="9"/>', 'unknown'],
    ['HTML', '<!doctype html><img src=x>', 'unknown'],
    ['PDF', '%PDF-1.7\n', 'unknown'],
    ['TIFF', 'II*\0\x08\0\0\0', 'unknown'],
    ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0', 'heic'],
    ['AVIF', '\0\0\0\x18ftypavif\0\0\0\0', 'heic'],
  ])('are never %s', async (_name, text, format) => {
    const sample = Buffer.from(text, 'latin1');
    expect(await refusal(() => images.clean(sample))).toBe(`photo-undecodable/${format}`);
  });

  it('that begin as a GIF and are an archive come out as pixels alone', async () => {
    const gif = await gradient(30, 30).gif().toBuffer();
    const jar = Buffer.concat([gif, Buffer.from(`PK\x03\x04${MARKS.trailing}`, 'latin1')]);
    expectBare(await images.clean(jar));
  });

  it('wait in a short queue', async () => {
    const narrow = createImages({ running_max: 1, waiting_max: 2 });
    const photo = await gradient(800, 800).jpeg().toBuffer();
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => narrow.clean(photo)));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(2);
    expect(
      refused.every(({ reason }) => isAppError(reason) && reason.code === 'over-capacity'),
    ).toBe(true);
    expect(await refusal(() => narrow.clean(photo))).toBe('nothing thrown');
  });
});
