import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDataKey, isAppError, openFile, sealFile } from '@otklik/kernel';

const key = createDataKey();
const AAD = 'RU-MOW|case_photos|full|0199-a';

const opens = (work: () => Uint8Array): boolean => {
  try {
    work();
    return true;
  } catch (error) {
    expect(isAppError(error) && error.code).toBe('unavailable');
    return false;
  }
};

it('opens any bytes, thirty-two longer when sealed, never twice the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
      const sealed = sealFile(key, AAD, bytes);
      expect(sealed.length).toBe(bytes.length + 32);
      expect(Buffer.from(openFile(key, AAD, sealed)).equals(Buffer.from(bytes))).toBe(true);
      expect(Buffer.from(sealFile(key, AAD, bytes)).equals(Buffer.from(sealed))).toBe(false);
    }),
  );
});

it('refuses another key, another place, and any changed, added or missing byte', () => {
  const sealed = sealFile(key, AAD, Buffer.from('a photo'));
  expect(opens(() => openFile(createDataKey(), AAD, sealed))).toBe(false);
  expect(opens(() => openFile(key, `${AAD}b`, sealed))).toBe(false);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Uint8Array.from(sealed);
    changed[at]! ^= 0x10;
    expect(
      opens(() => openFile(key, AAD, changed)),
      String(at),
    ).toBe(false);
    expect(
      opens(() => openFile(key, AAD, sealed.subarray(0, at))),
      String(at),
    ).toBe(false);
  }
  expect(opens(() => openFile(key, AAD, Buffer.concat([sealed, Buffer.of(0)])))).toBe(false);
  expect(opens(() => openFile(key, AAD, Uint8Array.of(0xff, 0xd8, 0xff)))).toBe(false);
});
