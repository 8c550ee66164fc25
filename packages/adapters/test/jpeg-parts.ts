import { deflateSync, crc32 } from 'node:zlib';
import sharp from 'sharp';

/** Sayings hidden in samples; none may be found in what comes out. */
export const MARKS = {
  exif: 'EXIF-OWNER-MARK',
  xmp: 'XMP-GPS-MARK',
  iptc: 'IPTC-CITY-MARK',
  comment: 'COM-MARK',
  maker: 'MAKER-NOTE-MARK',
  trailing: '<script>TRAILING-MARK</script>',
};

export const gradient = (width: number, height: number) => {
  const raw = Buffer.alloc(width * height * 3);
  for (let at = 0; at < raw.length; at += 3) {
    raw[at] = ((at / 3) % width) & 255;
    raw[at + 1] = (at / 3 / width) & 255;
    raw[at + 2] = 120;
  }
  return sharp(raw, { raw: { width, height, channels: 3 } });
};

/** One JPEG segment: marker, length, payload. */
export function segment(marker: number, payload: string): Buffer {
  const body = Buffer.from(payload, 'latin1');
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** The markers of a JPEG up to its scan. */
export function markersOf(jpeg: Uint8Array): number[] {
  const bytes = Buffer.from(jpeg);
  const markers: number[] = [];
  for (let at = 2; bytes[at] === 0xff && markers.at(-1) !== 0xda;) {
    markers.push(bytes.readUInt8(at + 1));
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return markers;
}

/** A photo with GPS in EXIF, XMP, IPTC, a maker note, a comment, every APPn, and a ZIP and HTML behind it. */
export async function talkativePhoto(): Promise<Buffer> {
  const photo = await gradient(640, 480)
    .jpeg()
    .withExif({
      IFD0: { Copyright: MARKS.exif, Make: MARKS.maker },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 45/1 21/1', GPSLongitudeRef: 'E' },
    })
    .withIccProfile('p3')
    .toBuffer();
  const xmp = `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude="${MARKS.xmp}"/>`;
  const iptc = `Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x13\x1c\x02\x5a\0\x0e${MARKS.iptc}\0`;
  const extra = [segment(0xe1, xmp), segment(0xed, iptc), segment(0xfe, MARKS.comment)];
  for (let app = 0xe3; app <= 0xef; app++) extra.push(segment(app, `${MARKS.maker}-${app}`));
  const zip = Buffer.from(`PK\x03\x04${MARKS.trailing}PK\x05\x06${'\0'.repeat(18)}`, 'latin1');
  return Buffer.concat([photo.subarray(0, 2), ...extra, photo.subarray(2), zip]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG that claims a size and unpacks to it: a few kilobytes of packed zeros. */
export function hollowPng(width: number, height: number, rows: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const packed = deflateSync(Buffer.alloc(rows * (1 + Math.ceil(width / 8))));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
