import { decrypt, encrypt, NONCE_bytes, refuseSealed, TAG_bytes } from './aes-gcm.ts';

/** «OTK» and the version of the form. No picture, archive or text begins so. */
const HEAD = Buffer.from([0x4f, 0x54, 0x4b, 0x01]);
const BODY_AT = HEAD.length + NONCE_bytes;

/**
 * The sealed form of a file: 4 bytes `OTK\x01`, 12 of nonce, the ciphertext, 16 of tag. The same cipher as of
 * fields; bytes instead of letters, because a photo a third longer is a disk a third larger.
 * @throws AppError internal when the key is not 32 bytes long
 */
export function sealFile(dataKey: Uint8Array, aad: string, bytes: Uint8Array): Uint8Array {
  const { nonce, ciphertext, tag } = encrypt(dataKey, aad, bytes);
  return Buffer.concat([HEAD, nonce, ciphertext, tag]);
}

/**
 * The bytes that `sealFile` sealed under this key and place.
 * @throws AppError unavailable when it is no sealed file, the key or place is another, or a bit was changed
 */
export function openFile(dataKey: Uint8Array, aad: string, sealed: Uint8Array): Uint8Array {
  const whole = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (whole.length < BODY_AT + TAG_bytes || !whole.subarray(0, HEAD.length).equals(HEAD))
    refuseSealed();
  return decrypt(dataKey, aad, {
    nonce: whole.subarray(HEAD.length, BODY_AT),
    ciphertext: whole.subarray(BODY_AT, -TAG_bytes),
    tag: whole.subarray(-TAG_bytes),
  });
}
