import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createDataKey,
  isAppError,
  openBytes,
  openField,
  sealAad,
  sealBytes,
  sealField,
} from '@otklik/kernel';

const key = createDataKey();
const place = { region: 'RU-MOW', table: 'cases', column: 'closed_text', rowId: '0199-a' };
const aad = sealAad(place);

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'opened';
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
}

describe('seal', () => {
  it('opens what it sealed, any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(openField(key, aad, sealField(key, aad, text))).toBe(text);
      }),
    );
    expect(openField(key, aad, sealField(key, aad, ''))).toBe('');
  });

  it('opens any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(Uint8Array.from(openBytes(key, aad, sealBytes(key, aad, bytes)))).toEqual(bytes);
      }),
    );
  });

  it('never says the same twice and never shows the text', () => {
    const sealed = sealField(key, aad, 'Мария');
    expect(sealField(key, aad, 'Мария')).not.toBe(sealed);
    expect(sealed).toMatch(/^v1\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/);
    expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString()).not.toContain('Мария');
  });

  it.each([
    ['region', { ...place, region: 'RU-SPE' }],
    ['table', { ...place, table: 'entries' }],
    ['column', { ...place, column: 'public_text' }],
    ['row', { ...place, rowId: '0199-b' }],
  ])('does not open at another %s', (_name, other) => {
    const sealed = sealField(key, aad, 'текст');
    expect(codeOf(() => openField(key, sealAad(other), sealed))).toBe('unavailable');
  });

  it('does not open with another key, or a short one', () => {
    const sealed = sealField(key, aad, 'текст');
    expect(codeOf(() => openField(createDataKey(), aad, sealed))).toBe('unavailable');
    expect(codeOf(() => openField(key.slice(1), aad, sealed))).toBe('unavailable');
    expect(codeOf(() => sealField(key.slice(1), aad, 'x'))).toBe('internal');
  });

  it('does not open when any bit is flipped', () => {
    const [version, ...parts] = sealField(key, aad, 'Б').split('.');
    let tried = 0;
    parts.forEach((part, index) => {
      const bytes = Buffer.from(part, 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        const sealed = [version, ...parts.with(index, changed.toString('base64url'))].join('.');
        expect(codeOf(() => openField(key, aad, sealed))).toBe('unavailable');
        tried += 1;
      }
    });
    expect(tried).toBe((12 + 2 + 16) * 8);
  });

  it('does not open when cut, lengthened, respelled or of another version', () => {
    const sealed = sealField(key, aad, 'текст');
    for (let length = 0; length < sealed.length; length++) {
      expect(codeOf(() => openField(key, aad, sealed.slice(0, length)))).toBe('unavailable');
    }
    for (const other of [`${sealed}.`, `${sealed}=`, ` ${sealed}`, `v2${sealed.slice(2)}`, '']) {
      expect(codeOf(() => openField(key, aad, other))).toBe('unavailable');
    }
  });

  it('refuses a place that could read like another, and a broken text', () => {
    expect(codeOf(() => sealAad({ ...place, table: 'a|b' }))).toBe('internal');
    expect(codeOf(() => sealAad({ ...place, rowId: '' }))).toBe('internal');
    expect(codeOf(() => sealField(key, aad, '\uD800'))).toBe('invalid-input');
  });
});
