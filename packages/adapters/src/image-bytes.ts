import { AppError } from '@otklik/kernel';

export type PhotoFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'heic' | 'unknown';

const HEIF_BRANDS = [
  'heic',
  'heix',
  'hevc',
  'heim',
  'heis',
  'hevm',
  'mif1',
  'msf1',
  'avif',
  'avis',
];

/** What the first bytes say; names and declared types are never asked. `heic` stands for all of HEIF. */
export function photoFormat(bytes: Uint8Array): PhotoFormat {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'webp';
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'gif';
  if (start.slice(4, 8) === 'ftyp' && HEIF_BRANDS.includes(start.slice(8, 12))) return 'heic';
  return 'unknown';
}

/** Markers that a bare baseline JPEG needs: DQT, SOF0, DHT, DRI, SOS. */
const NEEDED = new Set([0xdb, 0xc0, 0xc4, 0xdd, 0xda]);
const SOS = 0xda;

/**
 * Walks the segments of a JPEG that we made and refuses any that could carry more than pixels
 * (APP1 to APP15, COM, bytes behind the end): a changed default of the encoder must not leak a
 * patient's place. The JFIF header (APP0, 16 bytes, no thumbnail) holds a density and nothing else.
 * @throws AppError internal
 */
export function refuseMetadata(jpeg: Uint8Array): void {
  const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.length);
  const end = bytes.length - 2;
  let at = 2;
  for (let marker = 0; marker !== SOS;) {
    if (at + 4 > end || bytes[at] !== 0xff) throw new AppError('internal', { photo: 'segments' });
    marker = bytes.readUInt8(at + 1);
    const length = bytes.readUInt16BE(at + 2);
    const bareJfif = marker === 0xe0 && length === 16;
    if (!NEEDED.has(marker) && !bareJfif) throw new AppError('internal', { photo: 'metadata' });
    at += 2 + length;
  }
  // Inside the scan 0xFF is followed by 0 or a restart marker, so the first end is the real one.
  if (bytes.indexOf('\xff\xd9', at, 'latin1') !== end) {
    throw new AppError('internal', { photo: 'trailing' });
  }
}
