import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isAppError,
  newSealPair,
  openSealedBox,
  padTo,
  SEALED_BOX_OVERHEAD_bytes,
  sealTo,
  unpad,
} from '@otklik/kernel';

const pair = newSealPair();
const AAD = 'RU-MOW|waiting_answers|sealed|0199-a';
const SIZE_bytes = 256;

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'opened';
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
}

describe('a box to a public key', () => {
  it('opens with the private half, any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const box = sealTo(pair.publicKey, AAD, bytes);
        expect(openSealedBox(pair.privateKey, AAD, box)).toEqual(bytes);
      }),
    );
  });

  it('does not open with another key, at another place or with a changed bit', () => {
    const box = sealTo(pair.publicKey, AAD, Buffer.from('пять'));
    expect(codeOf(() => openSealedBox(newSealPair().privateKey, AAD, box))).toBe('unavailable');
    expect(codeOf(() => openSealedBox(pair.privateKey, `${AAD}b`, box))).toBe('unavailable');
    fc.assert(
      fc.property(fc.nat(box.length - 1), fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const changed = Uint8Array.from(box);
        changed[at]! ^= 1 << bit;
        // The highest bit of an X25519 half is not read (RFC 7748 §5); the key is salted with all of it.
        expect(codeOf(() => openSealedBox(pair.privateKey, AAD, changed))).toBe('unavailable');
      }),
    );
    expect(codeOf(() => openSealedBox(pair.privateKey, AAD, box.subarray(0, 40)))).toBe(
      'unavailable',
    );
    const zeros = new Uint8Array(SEALED_BOX_OVERHEAD_bytes);
    expect(codeOf(() => openSealedBox(pair.privateKey, AAD, zeros))).toBe('unavailable');
  });

  it('is another each time, and its public half does not open it', () => {
    const bytes = Buffer.from('пять');
    const [one, two] = [sealTo(pair.publicKey, AAD, bytes), sealTo(pair.publicKey, AAD, bytes)];
    expect(one).not.toEqual(two);
    expect(one.subarray(0, 32)).not.toEqual(two.subarray(0, 32));
    expect(codeOf(() => openSealedBox(pair.publicKey, AAD, one))).toBe('unavailable');
  });

  it('has one size whatever is in it, once it is padded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: SIZE_bytes - 4 }), (bytes) => {
        const box = sealTo(pair.publicKey, AAD, padTo(bytes, SIZE_bytes));
        expect(box).toHaveLength(SIZE_bytes + SEALED_BOX_OVERHEAD_bytes);
        expect(unpad(openSealedBox(pair.privateKey, AAD, box))).toEqual(bytes);
      }),
    );
  });

  it('takes nothing that does not fit, and unpads only what was padded', () => {
    expect(codeOf(() => padTo(new Uint8Array(SIZE_bytes - 3), SIZE_bytes))).toBe('invalid-input');
    expect(codeOf(() => unpad(new Uint8Array(3)))).toBe('unavailable');
    expect(codeOf(() => unpad(Uint8Array.of(0, 0, 0, 9, 1, 2)))).toBe('unavailable');
    const shifted = new Uint8Array([7, 7, ...padTo(Uint8Array.of(1, 2), 12)]).subarray(2);
    expect(unpad(shifted)).toEqual(Uint8Array.of(1, 2));
  });
});
