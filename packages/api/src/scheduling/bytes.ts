import { pipeline, Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import type { Packing } from './fresh.ts';

type Pieces = AsyncIterable<Uint8Array>;
type Body = ReadableStream<Uint8Array>;

/** A body that asks for its next piece when the reader took the one before: a slow reader fills no memory. */
function bodyOf(pieces: Pieces, through: 'gzip' | 'gunzip' | null): Body {
  const read = Readable.from(pieces, { objectMode: false, highWaterMark: 1 });
  if (!through) return Readable.toWeb(read) as Body;
  const unpack = through === 'gunzip' ? createGunzip() : createGzip();
  // Whoever breaks off ends the reading too; a fault of ours cuts the answer, which its length then tells.
  return Readable.toWeb(pipeline(read, unpack, () => undefined)) as Body;
}

/** What is packed already, as the asker takes it. */
export const packedBody = (pieces: Pieces, packing: Packing): Body =>
  bodyOf(pieces, packing === 'gzip' ? null : 'gunzip');

/** What is made while it is read, as the asker takes it. */
export const madeBody = (pieces: Pieces, packing: Packing): Body =>
  bodyOf(pieces, packing === 'gzip' ? 'gzip' : null);
