import { crc32, deflateSync } from 'node:zlib';
import type { Random } from './random.ts';

type Colour = readonly [red: number, green: number, blue: number];
const WIDTH_px = 640;
const HEIGHT_px = 480;
const WALLS: readonly Colour[] = [
  [214, 219, 222],
  [226, 220, 206],
  [205, 216, 210],
  [222, 224, 230],
];
const FLOOR: Colour = [156, 150, 142];
const WOOD: Colour = [142, 108, 78];
const METAL: Colour = [120, 128, 136];
const GLASS: Colour = [176, 200, 214];

/** A chunk of a PNG (ISO/IEC 15948): length, name, data, checksum. */
function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function png(pixels: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH_px, 0);
  header.writeUInt32BE(HEIGHT_px, 4);
  // 8 bits a channel, red-green-blue, no interlace.
  header.set([8, 2, 0, 0, 0], 8);
  const line = WIDTH_px * 3;
  const lines = Buffer.alloc((line + 1) * HEIGHT_px);
  for (let y = 0; y < HEIGHT_px; y += 1)
    lines.set(pixels.subarray(y * line, (y + 1) * line), y * (line + 1) + 1);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, { level: 1 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** A plain drawing of a corridor with a door, a desk or steps: a neutral photo nobody is on. */
export function drawing(random: Random): Uint8Array {
  const pixels = new Uint8Array(WIDTH_px * HEIGHT_px * 3);
  const box = (left: number, top: number, width: number, height: number, colour: Colour) => {
    const [red, green, blue] = colour;
    for (let y = Math.max(0, top); y < Math.min(HEIGHT_px, top + height); y += 1)
      for (let x = Math.max(0, left); x < Math.min(WIDTH_px, left + width); x += 1) {
        const at = (y * WIDTH_px + x) * 3;
        // A little grain, so that it is not quite flat.
        const grain = (x * 7 + y * 13 + ((x * y) >> 3)) % 7;
        pixels[at] = red - grain;
        pixels[at + 1] = green - grain;
        pixels[at + 2] = blue - grain;
      }
  };
  const ground = random.whole(330, 380);
  box(0, 0, WIDTH_px, ground, random.pick(WALLS));
  box(0, ground, WIDTH_px, HEIGHT_px - ground, FLOOR);
  const doors = random.whole(1, 3);
  for (let at = 0; at < doors; at += 1) {
    const left = 60 + at * 200 + random.whole(0, 50);
    box(left, ground - 230, 110, 230, random.chance(0.6) ? WOOD : GLASS);
    box(left + 92, ground - 115, 8, 24, METAL);
  }
  if (random.chance(0.5)) {
    box(380, ground - 70, 220, 22, WOOD);
    box(394, ground - 48, 14, 78, METAL);
    box(572, ground - 48, 14, 78, METAL);
  } else
    for (let step = 0; step < 5; step += 1)
      box(420 + step * 22, ground + 60 - step * 24, 220, 24, step % 2 ? METAL : FLOOR);
  return png(pixels);
}
