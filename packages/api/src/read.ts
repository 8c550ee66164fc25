import type { z } from 'zod';
import { AppError, validate } from '@otklik/kernel';
import type { ApiContext } from './route.ts';

export const BODY_MAX_BYTES = 256 * 1024;
/** What a gateway posts back. */
const TEXT_MAX_BYTES = 10_000;
/** A photo of 15 MB; the pipeline behind judges it, this is the wall of the door. */
export const PHOTO_BODY_MAX_BYTES = 15 * 1024 * 1024;
const PHOTO_TYPE = /^image\/(?:jpeg|png|webp)$/i;
/** Some 100,000 visits. */
export const CSV_BODY_MAX_BYTES = 20 * 1024 * 1024;
const CSV_TYPE = /^text\/csv(?:\s*;.{0,80})?$/i;
const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{16,200}$/;

/**
 * The query as the route's schema has it.
 * @throws AppError malformed-request for a parameter given twice, invalid-input for an unknown one
 */
export function readQuery<Schema extends z.ZodType>(
  c: ApiContext,
  schema: Schema,
): z.output<Schema> {
  const given: Record<string, string> = {};
  for (const [name, value] of new URL(c.req.url).searchParams) {
    if (Object.hasOwn(given, name))
      throw new AppError('malformed-request', { repeated: name.slice(0, 60) });
    given[name] = value;
  }
  return validate(schema, given);
}

/**
 * The JSON body, at most 256 KiB of UTF-8.
 * @throws AppError unsupported-media-type, body-too-large, malformed-body
 */
export async function readJson(request: Request): Promise<unknown> {
  if (!JSON_TYPE.test(request.headers.get('content-type')?.trim() ?? ''))
    throw new AppError('unsupported-media-type', { accepted: 'application/json' });
  refusePacked(request);
  const bytes = await readBytes(request, BODY_MAX_BYTES);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new AppError('malformed-body');
  }
}

/**
 * The text of a JSON body as it came, for who checks a signature over it.
 * @throws AppError unsupported-media-type, body-too-large, malformed-body
 */
export async function readText(request: Request): Promise<string> {
  if (!JSON_TYPE.test(request.headers.get('content-type')?.trim() ?? ''))
    throw new AppError('unsupported-media-type', { accepted: 'application/json' });
  refusePacked(request);
  const bytes = await readBytes(request, TEXT_MAX_BYTES);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('malformed-body');
  }
}

/**
 * The bytes of one photo, as they are; what they really hold is judged by the pipeline.
 * @throws AppError unsupported-media-type, body-too-large, malformed-body
 */
export async function readPhoto(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (!PHOTO_TYPE.test(request.headers.get('content-type')?.trim() ?? ''))
    throw new AppError('unsupported-media-type', { accepted: 'image/jpeg, image/png, image/webp' });
  refusePacked(request);
  return readBytes(request, PHOTO_BODY_MAX_BYTES);
}

/**
 * The bytes of a table of lines; in which encoding they are is seen from them.
 * @throws AppError unsupported-media-type, body-too-large, malformed-body
 */
export async function readCsv(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (!CSV_TYPE.test(request.headers.get('content-type')?.trim() ?? ''))
    throw new AppError('unsupported-media-type', { accepted: 'text/csv' });
  refusePacked(request);
  return readBytes(request, CSV_BODY_MAX_BYTES);
}

/** @throws AppError unsupported-media-type for a packed body */
export function refusePacked(request: Request): void {
  const encoding = request.headers.get('content-encoding');
  if (encoding && encoding !== 'identity')
    throw new AppError('unsupported-media-type', { encoding: 'identity' });
}

/**
 * The bytes of a body, counted while they come where no length was said.
 * @throws AppError body-too-large, malformed-body for none
 */
export async function readBytes(
  request: Request,
  maximum_bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new AppError('body-too-large', { maximum_bytes });
  if (Number(request.headers.get('content-length') ?? 0) > maximum_bytes) throw tooLarge();
  // Of a length that was said no more comes: Node's parser ends the body there. Read whole, without a stream.
  if (request.headers.has('content-length')) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.length > maximum_bytes) throw tooLarge();
    return bytes;
  }
  if (!request.body) throw new AppError('malformed-body');
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body) {
    size += part.length;
    if (size > maximum_bytes) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

/**
 * The sender's name for this act: the answer is stored under it, sealed with it.
 * @throws AppError malformed-request when it is missing or too weak to seal with
 */
export function readIdempotencyKey(c: ApiContext): string {
  const key = c.req.header('idempotency-key');
  if (!key || !IDEMPOTENCY_KEY.test(key))
    throw new AppError('malformed-request', { header: 'Idempotency-Key' });
  return key;
}
