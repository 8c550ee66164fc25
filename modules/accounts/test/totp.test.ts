import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, deviceOf, mayGrant } from '../src/model.ts';
import {
  matchTotp,
  newRecoveryCode,
  newTotpSecret,
  plainRecoveryCode,
  totpCode,
  totpStep,
} from '../src/totp.ts';

// RFC 6238, appendix B: the ASCII secret 12345678901234567890, last six digits of the eight given.
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('codes of RFC 6238', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %d s is %s', (seconds, code) => {
    expect(totpCode(RFC_SECRET, totpStep(new Date(seconds * 1000)))).toBe(code);
  });

  it('are taken from neighbour steps, never at or before the last step taken', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 120, max: 2 ** 31 }),
        fc.integer({ min: -3, max: 3 }),
        (seconds, shift) => {
          const now = new Date(seconds * 1000);
          const secret = newTotpSecret();
          const code = totpCode(secret, totpStep(now) + shift);
          const match = matchTotp(secret, code, now, -1);
          // Codes of different steps may coincide by chance (one in a million): then any match is right.
          if (Math.abs(shift) <= 1) expect(match).not.toBeNull();
          if (match !== null) expect(matchTotp(secret, code, now, totpStep(now) + 1)).toBeNull();
        },
      ),
    );
  });

  it('have recovery codes that survive how people type', () => {
    const code = newRecoveryCode();
    expect(code).toMatch(/^[a-z2-7]{5}-[a-z2-7]{5}$/);
    expect(plainRecoveryCode(` ${code.toUpperCase().replace('-', ' – ')} `)).toBe(
      code.replace('-', ''),
    );
  });
});

describe('reaches', () => {
  it('cover themselves; the region covers all; lesser ones cover nothing else', () => {
    const region = { kind: 'region' } as const;
    const clinic = { kind: 'clinic', id: 'a' } as const;
    expect(covers(region, clinic)).toBe(true);
    expect(covers(clinic, clinic)).toBe(true);
    expect(covers(clinic, { kind: 'clinic', id: 'b' })).toBe(false);
    expect(covers(clinic, { kind: 'district', id: 'a' })).toBe(false);
    expect(covers(clinic, region)).toBe(false);
    expect(mayGrant([{ role: 'moderator', reach: region }], clinic)).toBe(false);
  });
});

it('devices are told in coarse words', () => {
  expect(
    deviceOf(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
    ),
  ).toBe('safari/ios');
  expect(deviceOf('Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 YaBrowser/24.10 Safari/537.36')).toBe(
    'yandex/windows',
  );
  expect(deviceOf(null)).toBe('other/other');
});
