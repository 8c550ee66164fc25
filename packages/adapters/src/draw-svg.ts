import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const FONTS = fileURLToPath(new URL('../data/fonts/', import.meta.url));
const FAMILY = 'Golos Text';
const DRAWING_s = 10;

let ready: Promise<void> | undefined;

/**
 * Makes our letters known to the renderer of this process: text that is set with a font file adds the file
 * to those that SVG is drawn with (libvips 8, fontconfig's `FcConfigAppFontAddFile`). Once is enough.
 */
async function knowFonts(): Promise<void> {
  for (const name of readdirSync(FONTS).filter((file) => file.endsWith('.ttf')))
    await sharp({ text: { text: 'a', fontfile: join(FONTS, name), font: FAMILY } })
      .png()
      .toBuffer();
}

/** Our own SVG as PNG with a small palette: cards are a few even colours and letters. */
export async function drawSvg(svg: string): Promise<Uint8Array> {
  await (ready ??= knowFonts());
  return sharp(Buffer.from(svg))
    .timeout({ seconds: DRAWING_s })
    .png({ palette: true, colours: 64, compressionLevel: 9 })
    .toBuffer();
}
