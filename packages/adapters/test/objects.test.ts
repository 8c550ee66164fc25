import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { createDiskStore } from '@otklik/adapters';
import type { ObjectStore } from '@otklik/kernel';
import { refusal, temporaryFolder } from './fakes.ts';

const later = new Date(Date.now() + 86_400_000);
const bytes = Uint8Array.of(1, 2, 3);

async function keysOf(store: ObjectStore, prefix: string, olderThan = later): Promise<string[]> {
  return (await Array.fromAsync(store.list(prefix, olderThan))).toSorted();
}

describe('objects on disk', () => {
  it('keeps bytes and type, replaces, deletes', async () => {
    const folder = join(temporaryFolder(), 'made', 'at', 'first', 'use');
    const store = createDiskStore(folder);
    expect(await store.get('a/b.jpg')).toBeNull();
    await store.put('a/b.jpg', bytes, 'image/jpeg');
    const again = createDiskStore(folder);
    const found = await again.get('a/b.jpg');
    expect(found?.contentType).toBe('image/jpeg');
    expect(Uint8Array.from(found?.bytes ?? [])).toEqual(bytes);
    await again.put('a/b.jpg', Uint8Array.of(9), 'text/csv; charset=utf-8');
    const replaced = await store.get('a/b.jpg');
    expect([...(replaced?.bytes ?? [])]).toEqual([9]);
    expect(replaced?.contentType).toBe('text/csv; charset=utf-8');
    await store.delete('a/b.jpg');
    await store.delete('a/b.jpg');
    expect(await store.get('a/b.jpg')).toBeNull();
    expect(fs.readdirSync(join(folder, 'a'))).toEqual([]);
  });

  it('keeps files to itself', async () => {
    const folder = join(temporaryFolder(), 'objects');
    await createDiskStore(folder).put('a/b.jpg', bytes, 'image/jpeg');
    expect(fs.statSync(join(folder, 'a')).mode & 0o777).toBe(0o700);
    expect(fs.statSync(join(folder, 'a', 'b.jpg')).mode & 0o777).toBe(0o600);
  });

  it('lists by prefix and age', async () => {
    const folder = temporaryFolder();
    const store = createDiskStore(folder);
    for (const key of ['ru-mow/1/a.jpg', 'ru-mow/1/b.jpg', 'ru-mow/12/c.jpg', 'ru-spe/1/d.jpg']) {
      await store.put(key, bytes, 'image/jpeg');
    }
    expect(await keysOf(store, '')).toHaveLength(4);
    expect(await keysOf(store, 'ru-mow/')).toHaveLength(3);
    expect(await keysOf(store, 'ru-mow/1')).toHaveLength(3);
    expect(await keysOf(store, 'ru-mow/1/')).toEqual(['ru-mow/1/a.jpg', 'ru-mow/1/b.jpg']);
    expect(await keysOf(store, 'nowhere/')).toEqual([]);
    const old = new Date('2026-01-01T00:00:00Z');
    fs.utimesSync(join(folder, 'ru-mow/1/b.jpg'), old, old);
    expect(await keysOf(store, '', new Date('2026-01-02T00:00:00Z'))).toEqual(['ru-mow/1/b.jpg']);
    expect(await keysOf(createDiskStore(join(folder, 'none')), '')).toEqual([]);
  });

  it.each([
    '',
    '/etc/passwd',
    '../outside',
    'a/../../outside',
    'a/..',
    'a..b',
    'a//b',
    'a/',
    'a/./b',
    '.tmp/x',
    'a/.hidden',
    'A.jpg',
    'a\\..\\b',
    'a\0b',
    'a%2e%2e/b',
    'a b',
    'a.jpg~type',
    'ключ',
    'a\n',
    `a${'/b'.repeat(300)}`,
  ])('refuses the key %j', async (key) => {
    const folder = join(temporaryFolder(), 'objects');
    const store = createDiskStore(folder);
    expect(await refusal(() => store.put(key, bytes, 'image/jpeg'))).toBe('invalid-input/key');
    expect(await refusal(() => store.get(key))).toBe('invalid-input/key');
    expect(await refusal(() => store.delete(key))).toBe('invalid-input/key');
    expect(fs.readdirSync(join(folder, '..'))).toEqual([]);
  });

  it('refuses a prefix that leaves the folder, and a type with a line break', async () => {
    const store = createDiskStore(temporaryFolder());
    expect(await refusal(() => keysOf(store, '../'))).toBe('invalid-input/key');
    expect(await refusal(() => store.put('a', bytes, 'text/html\r\nX: y'))).toBe(
      'invalid-input/type',
    );
  });

  it('never takes a folder of longer keys for an object', async () => {
    const store = createDiskStore(temporaryFolder());
    await store.put('a/b', bytes, 'image/jpeg');
    expect(await store.get('a')).toBeNull();
    expect(await store.get('a/b/c')).toBeNull();
    await store.delete('a');
    await store.delete('a/b/c');
    expect(await store.get('a/b')).not.toBeNull();
    expect(await refusal(() => store.put('a', bytes, 'image/jpeg'))).toMatch(/^unavailable\/E/);
  });

  it('has every acknowledged object whole after kill -9, and lists no leftovers', async () => {
    const folder = temporaryFolder();
    const store = createDiskStore(folder);
    const temporary = join(folder, '.tmp');
    let acknowledged: string[] = [];
    // Kills until one kill fell into a write; every round is checked.
    for (let round = 0; round < 20; round++) {
      acknowledged = await writeAndKill(folder, 3 + round);
      const listed = await keysOf(store, '');
      expect(listed.length).toBeGreaterThanOrEqual(acknowledged.length);
      for (const key of listed) {
        const found = await store.get(key);
        expect(found?.bytes.length).toBe(2_000_000);
        expect(found?.contentType).toBe('image/jpeg');
      }
      for (const key of acknowledged) expect(listed).toContain(key);
      if (fs.readdirSync(temporary).length > 0) break;
    }
    const left = fs.readdirSync(temporary).length;
    expect(await store.sweepTemporary(new Date(0))).toBe(0);
    expect(await store.sweepTemporary(later)).toBe(left);
    expect(fs.readdirSync(temporary)).toEqual([]);
    expect(await store.get(acknowledged[0] ?? '')).not.toBeNull();
  }, 60_000);
});

async function writeAndKill(folder: string, after: number): Promise<string[]> {
  const script = join(import.meta.dirname, 'put-forever.ts');
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const done: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    done.push(`photos/${line}.jpg`);
    if (done.length === after) setTimeout(() => child.kill('SIGKILL'), 1);
  }
  await ended;
  return done;
}
