import { createHash } from 'node:crypto';
import { AppError } from '@otklik/kernel';
import type { CleanPhoto, ImagePort } from '@otklik/kernel';
import sharp from 'sharp';
import { coverAreas } from './cover-areas.ts';
import { drawSvg } from './draw-svg.ts';
import { photoFormat, refuseMetadata } from './image-bytes.ts';
import { createTurnstile } from './turnstile.ts';

export const PHOTO_MAX_bytes = 15 * 1024 * 1024;
export const PHOTO_MAX_px = 50_000_000;
const LONG_SIDE_px = 2000;
const THUMBNAIL_px = 320;
const QUALITY = 80;
const DECODING_s = 20;

export interface ImagesOptions {
  /** Photos decoded at once; each may need some hundred megabytes for a moment. */
  readonly running_max?: number;
  /** Photos that may wait, 15 MB each at most; more are refused with over-capacity. */
  readonly waiting_max?: number;
}

/**
 * The one pipeline for photos: JPEG, PNG, WebP and the first frame of a GIF come in; a JPEG of at
 * most 2000 px and a 320 px thumbnail go out, upright, in sRGB, on white, without any metadata.
 * Only pixels cross: whatever was hidden before, between or behind the picture's data is gone.
 *
 * HEIC is refused with `format: 'heic'`: sharp's prebuilt libvips has no HEVC decoder (patents),
 * only AV1. Browsers on the phones that make HEIC hand over JPEG when the form asks for JPEG.
 * @throws AppError photo-undecodable, photo-too-large, over-capacity
 */
export function createImages(options: ImagesOptions = {}): ImagePort {
  // For the whole process: no cache of decoded pixels, one thread a picture.
  sharp.cache(false);
  sharp.concurrency(1);
  const turnstile = createTurnstile(options.running_max ?? 2, options.waiting_max ?? 40);
  return {
    clean: (bytes) => turnstile(() => clean(bytes)),
    cover: (bytes, areas, manner) =>
      turnstile(async () => finished(await coverAreas(bytes, areas, manner, QUALITY))),
    draw: (svg) => turnstile(() => drawSvg(svg)),
  };
}

async function clean(bytes: Uint8Array): Promise<CleanPhoto> {
  if (bytes.length > PHOTO_MAX_bytes) {
    throw new AppError('photo-too-large', { limit: 'bytes', max: PHOTO_MAX_bytes });
  }
  const format = photoFormat(bytes);
  if (format === 'heic' || format === 'unknown') {
    throw new AppError('photo-undecodable', { format });
  }
  return finished(await decode(bytes, format));
}

interface Encoded {
  readonly data: Uint8Array;
  readonly info: { readonly width: number; readonly height: number };
}

/** Our own JPEG with its thumbnail and digest, after a last look at what it carries. */
async function finished(photo: Encoded): Promise<CleanPhoto> {
  const thumbnail = await small(photo.data);
  refuseMetadata(photo.data);
  refuseMetadata(thumbnail);
  return {
    bytes: photo.data,
    contentType: 'image/jpeg',
    width_px: photo.info.width,
    height_px: photo.info.height,
    thumbnail,
    sha256: createHash('sha256').update(photo.data).digest('hex'),
  };
}

async function decode(bytes: Uint8Array, format: string) {
  try {
    const header = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (header.width * header.height > PHOTO_MAX_px) {
      throw new AppError('photo-too-large', { limit: 'pixels', max: PHOTO_MAX_px });
    }
    if (header.format !== format) throw new AppError('photo-undecodable', { format });
    return await sharp(bytes, {
      limitInputPixels: PHOTO_MAX_px,
      failOn: 'truncated',
      sequentialRead: true,
      pages: 1,
    })
      .timeout({ seconds: DECODING_s })
      .autoOrient()
      .resize(LONG_SIDE_px, LONG_SIDE_px, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .jpeg({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    if (error instanceof AppError) throw error;
    // The decoder's words are for its makers; the sender needs only «this is not a picture».
    throw new AppError('photo-undecodable', { format });
  }
}

/** From our own output, which is small and sound: hostile bytes are decoded once. */
const small = (photo: Uint8Array): Promise<Buffer> =>
  sharp(photo)
    .resize(THUMBNAIL_px, THUMBNAIL_px, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: QUALITY })
    .toBuffer();
