import { execFile } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDataKey } from '@otklik/kernel';
import { describe, expect, it } from 'vitest';
import { addKek, createKeys, readKeysInfo } from '@otklik/adapters';
import { keptLog, refusal, temporaryFolder } from './fakes.ts';

const make = (folder: string, demo?: boolean) =>
  createKeys({ folder, log: keptLog(), ...(demo === undefined ? {} : { demo }) });

describe('keys', () => {
  it('makes a private set once and reads it again', () => {
    const folder = join(temporaryFolder(), 'secrets');
    const log = keptLog();
    const first = createKeys({ folder, log });
    expect(log.lines).toEqual(['info keys-made']);
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
    expect(fs.readdirSync(folder)).toEqual(['set']);
    const names = fs.readdirSync(join(folder, 'set'));
    expect(names.toSorted()).toEqual(['audit.pem', 'hash', 'index', `kek-${first.currentKekId}`]);
    for (const name of names) {
      expect(fs.statSync(join(folder, 'set', name)).mode & 0o777).toBe(0o600);
    }
    const second = createKeys({ folder, log });
    expect(log.lines).toHaveLength(1);
    const dataKey = createDataKey();
    const { kekId, wrapped } = first.wrap(dataKey);
    expect(wrapped).toMatch(new RegExp(`^v1\\.${kekId}\\.[\\w-]{16}\\.[\\w-]{43}\\.[\\w-]{22}$`));
    expect(Buffer.from(second.unwrap(kekId, wrapped))).toEqual(Buffer.from(dataKey));
    expect(second.publicKeyPem).toBe(first.publicKeyPem);
  });

  it('gives one set to processes that start at once', { timeout: 30_000 }, async () => {
    const folder = join(temporaryFolder(), 'secrets');
    const script = join(import.meta.dirname, 'make-keys.ts');
    const runs = Array.from({ length: 8 }, () =>
      promisify(execFile)(process.execPath, [script, folder]),
    );
    const seen = new Set((await Promise.all(runs)).map(({ stdout }) => stdout));
    expect(seen.size).toBe(1);
    expect(fs.readdirSync(folder)).toEqual(['set']);
  });

  it('lets a new key-encryption key wrap while the old one still unwraps', async () => {
    const folder = temporaryFolder();
    const running = make(folder);
    const old = running.wrap(createDataKey());
    const id = addKek(folder);
    const started = make(folder);
    expect(started.currentKekId).toBe(id);
    expect(readKeysInfo(folder)?.kekIds).toEqual([old.kekId, id]);
    expect(started.unwrap(old.kekId, old.wrapped)).toHaveLength(32);
    const fresh = started.wrap(createDataKey());
    expect(running.unwrap(fresh.kekId, fresh.wrapped)).toHaveLength(32);
    expect(await refusal(() => running.unwrap(old.kekId, fresh.wrapped))).toBe(
      'unavailable/other-kek',
    );
    const renamed = fresh.wrapped.replace(id, old.kekId);
    expect(await refusal(() => running.unwrap(old.kekId, renamed))).toBe(
      'unavailable/does-not-open',
    );
    for (let added = 3; added <= 11; added++) addKek(folder);
    expect(make(folder).currentKekId).toMatch(/^11-/);
  });

  it('says when a key-encryption key is lost', async () => {
    const folder = temporaryFolder();
    const old = make(folder).wrap(createDataKey());
    addKek(folder);
    fs.rmSync(join(folder, 'set', `kek-${old.kekId}`));
    const log = keptLog();
    const keys = createKeys({ folder, log });
    expect(await refusal(() => keys.unwrap(old.kekId, old.wrapped))).toBe('unavailable/missing');
    expect(log.lines).toEqual(['error kek-missing']);
  });

  it.each([['index'], ['hash'], ['audit.pem']])('refuses to start without %s', async (name) => {
    const folder = temporaryFolder();
    make(folder);
    const before = fs.readdirSync(join(folder, 'set'));
    fs.rmSync(join(folder, 'set', name));
    expect(await refusal(() => make(folder))).toBe('unavailable/missing');
    expect(fs.readdirSync(join(folder, 'set'))).toHaveLength(before.length - 1);
  });

  it.each([
    ['index', 'unavailable/damaged'],
    ['audit.pem', 'unavailable/damaged'],
  ])('refuses a cut %s', async (name, code) => {
    const folder = temporaryFolder();
    make(folder);
    fs.truncateSync(join(folder, 'set', name), 20);
    expect(await refusal(() => make(folder))).toBe(code);
  });

  it.each([[0o640], [0o604], [0o620], [0o610]])('refuses a secret with mode %o', async (mode) => {
    const folder = temporaryFolder();
    make(folder);
    fs.chmodSync(join(folder, 'set', 'hash'), mode);
    expect(await refusal(() => make(folder))).toBe('unavailable/mode-too-wide');
  });

  it('refuses an open folder', async () => {
    const folder = temporaryFolder();
    make(folder);
    fs.chmodSync(join(folder, 'set'), 0o755);
    expect(await refusal(() => make(folder))).toBe('unavailable/mode-too-wide');
    expect(await refusal(() => readKeysInfo(folder))).toBe('unavailable/mode-too-wide');
  });

  it('keeps purposes, regions and installations apart', () => {
    const keys = make(temporaryFolder());
    const values = [
      keys.index('RU-MOW', '+79990000000'),
      keys.index('RU-SPE', '+79990000000'),
      keys.hash('RU-MOW', '+79990000000'),
      keys.index('RU-MO', 'W+79990000000'),
      make(temporaryFolder()).index('RU-MOW', '+79990000000'),
    ];
    expect(new Set(values).size).toBe(values.length);
    expect(keys.index('RU-MOW', '+79990000000')).toBe(values[0]);
    for (const value of values) expect(value).toMatch(/^[\w-]{43}$/);
  });

  it('signs with the published key', () => {
    const keys = make(temporaryFolder());
    const head = Buffer.from('head');
    const signature = Buffer.from(keys.sign(head), 'base64url');
    const published = createPublicKey(keys.publicKeyPem);
    expect(verify(null, head, published, signature)).toBe(true);
    expect(verify(null, Buffer.from('tail'), published, signature)).toBe(false);
  });

  it('knows a set of a demonstration', () => {
    const demo = temporaryFolder();
    make(demo, true);
    const real = temporaryFolder();
    make(real);
    make(real, true);
    expect(readKeysInfo(demo)?.isDemo).toBe(true);
    expect(readKeysInfo(real)?.isDemo).toBe(false);
    expect(readKeysInfo(temporaryFolder())).toBeNull();
  });

  it('wraps keys of 32 bytes only', async () => {
    const keys = make(temporaryFolder());
    expect(await refusal(() => keys.wrap(new Uint8Array(16)))).toBe('internal/key-length');
  });
});
