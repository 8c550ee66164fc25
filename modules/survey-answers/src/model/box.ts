import { openSealedBox, padTo, sealTo, unpad } from '@otklik/kernel';
import type { WeightClass } from '@otklik/surveys';

/** Every box has this size, so that it does not tell who wrote a comment. */
export const BOX_bytes = 8192;

/** What waits for its batch: all that will be said of an answer, and the hashes that go with it. */
export interface BoxContent {
  readonly codes: Readonly<Record<string, readonly string[]>>;
  readonly texts: readonly (readonly [linkId: string, text: string, receiptHash: string])[];
  readonly weightClass: WeightClass;
  readonly doctorId: string | null;
  readonly receiptHash: string;
  /** What will stand for it in the public list of its day; absent in boxes of an older version. */
  readonly leaf?: string;
}

const place = (region: string, id: string): string => `${region}|waiting_answers|sealed|${id}`;

/** @throws AppError invalid-input with reason too-long: a box never grows */
export const sealBox = (
  publicKey: Uint8Array,
  region: string,
  id: string,
  content: BoxContent,
): Buffer => {
  const bytes = padTo(Buffer.from(JSON.stringify(content), 'utf8'), BOX_bytes);
  const sealed = sealTo(publicKey, place(region, id), bytes);
  return Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length);
};

/** @throws AppError unavailable for a box of another key or row */
export const openBox = (
  privateKey: Uint8Array,
  region: string,
  id: string,
  sealed: Uint8Array,
): BoxContent =>
  JSON.parse(
    Buffer.from(unpad(openSealedBox(privateKey, place(region, id), sealed))).toString('utf8'),
  ) as BoxContent;
