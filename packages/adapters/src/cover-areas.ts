import { AppError } from '@otklik/kernel';
import type { CoverManner, PhotoArea } from '@otklik/kernel';
import sharp from 'sharp';

/**
 * A blurred area is made of the photo shrunk to so few pixels on its long side: a line of print or a face
 * becomes one or two of them, so nothing can be computed back, as it can from a soft blur of text.
 */
const BLURRED_SIDE_px = 24;
const BOX = { r: 32, g: 32, b: 32 };

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The area in whole pixels, never less than was asked for; null where nothing of it lies on the photo. */
function boxOf(area: PhotoArea, width: number, height: number): Box | null {
  const left = Math.max(0, Math.floor(area.left * width));
  const top = Math.max(0, Math.floor(area.top * height));
  const right = Math.min(width, Math.ceil((area.left + area.width) * width));
  const bottom = Math.min(height, Math.ceil((area.top + area.height) * height));
  return right > left && bottom > top
    ? { left, top, width: right - left, height: bottom - top }
    : null;
}

/** The whole photo with next to nothing left in it, in its own size. */
async function blurred(photo: Uint8Array, width: number, height: number): Promise<Buffer> {
  const few = await sharp(photo)
    .resize(BLURRED_SIDE_px, BLURRED_SIDE_px, { fit: 'inside' })
    .png()
    .toBuffer();
  return sharp(few).resize(width, height, { fit: 'fill', kernel: 'cubic' }).png().toBuffer();
}

/**
 * A photo of our own making with these areas painted over, encoded anew.
 * @throws AppError photo-undecodable
 */
export async function coverAreas(
  photo: Uint8Array,
  areas: readonly PhotoArea[],
  manner: CoverManner,
  quality: number,
): Promise<{ data: Buffer; info: { width: number; height: number } }> {
  try {
    const { width, height } = await sharp(photo).metadata();
    const boxes = areas.flatMap((area) => boxOf(area, width, height) ?? []);
    const veil = manner === 'blur' ? await blurred(photo, width, height) : null;
    const patches = boxes.map(async (box) => ({
      input: veil
        ? await sharp(veil).extract(box).png().toBuffer()
        : {
            create: { width: box.width, height: box.height, channels: 3 as const, background: BOX },
          },
      left: box.left,
      top: box.top,
    }));
    return await sharp(photo)
      .composite(await Promise.all(patches))
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    if (error instanceof AppError) throw error;
    // The painter's words are for its makers.
    throw new AppError('photo-undecodable', { format: 'stored' });
  }
}
