import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { joinEmbedded, startEmbedded } from '../src/embedded/index.ts';
import { isAlive } from '../src/embedded/process-identity.ts';
import {
  ask,
  cleanUpAfterEach,
  dataFolder,
  keep,
  killAndWait,
  killServerOf,
  openInChild,
  postmasterPid,
  until,
  usedFolder,
} from './embedded-helpers.ts';

cleanUpAfterEach();

const MAKE_ROW = `create table seen (id int primary key); insert into seen values (7)`;

test('first start: a durable Russian cluster behind a password and a closed socket', async () => {
  const dataDir = await dataFolder();
  const server = keep(await startEmbedded({ dataDir }));
  expect(server.adopted).toBe(false);
  const [settings] = await ask(
    server.superUrl,
    `select current_setting('fsync') || current_setting('synchronous_commit')
         || current_setting('full_page_writes') as durable,
       current_setting('listen_addresses') as listen,
       current_setting('server_encoding') as encoding,
       current_setting('max_connections') as connections,
       (select string_agg(w, ' ' order by w) from unnest(array['Ель','ёж','еж','Ёлкин']) w) as sorted,
       (select bool_and(auth_method = 'scram-sha-256') from pg_hba_file_rules) as scram`,
  );
  expect(settings).toEqual({
    durable: 'ononon',
    listen: '',
    encoding: 'UTF8',
    connections: '60',
    sorted: 'еж ёж Ёлкин Ель',
    scram: true,
  });
  // A session of its own: Ctrl-C in our terminal does not reach it.
  const processStat = await readFile(`/proc/${server.postmasterPid}/stat`, 'utf8');
  expect(processStat.split(') ')[1]?.split(' ')[3]).toBe(String(server.postmasterPid));
  const secret = await stat(join(dataDir, 'secrets/postgres-superuser'));
  expect(secret.mode & 0o777).toBe(0o600);
  expect((await stat(server.socketDir ?? '')).mode & 0o777).toBe(0o700);
  expect((await stat(join(dataDir, 'postgres.log'))).mode & 0o777).toBe(0o600);
  await expect(
    ask(server.superUrl.replace(/:[^:@]+@/, ':wrong@'), 'select 1'),
  ).rejects.toMatchObject({
    code: '28P01',
  });
});

test('the server listens on no TCP port', async () => {
  const dataDir = await usedFolder();
  const server = keep(await startEmbedded({ dataDir }));
  // Inodes of the sockets that the server holds, looked up in the kernel's lists of TCP sockets.
  const { readdir, readlink } = await import('node:fs/promises');
  const held = new Set<string>();
  for (const fd of await readdir(`/proc/${server.postmasterPid}/fd`)) {
    const target = await readlink(`/proc/${server.postmasterPid}/fd/${fd}`).catch(() => '');
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    if (inode) held.add(inode);
  }
  expect(held.size).toBeGreaterThan(0);
  const lists = await Promise.all(
    ['tcp', 'tcp6'].map((list) => readFile(`/proc/net/${list}`, 'utf8').catch(() => '')),
  );
  const inodes = lists
    .join('\n')
    .split('\n')
    .map((line) => line.trim().split(/\s+/)[9] ?? '');
  expect(inodes.filter((inode) => held.has(inode))).toEqual([]);
});

test('a restart keeps the data, and a stop leaves nothing running', async () => {
  const dataDir = await usedFolder();
  const first = keep(await startEmbedded({ dataDir }));
  await ask(first.superUrl, MAKE_ROW);
  await first.stop();
  expect(await isAlive(first.postmasterPid)).toBe(false);
  expect(await postmasterPid(dataDir)).toBe(null);
  const second = keep(await startEmbedded({ dataDir }));
  expect(second.adopted).toBe(false);
  expect(await ask(second.superUrl, 'select id from seen')).toEqual([{ id: 7 }]);
});

test('after kill -9 of our process the running server is adopted', async () => {
  const dataDir = await usedFolder();
  const child = await openInChild('serve', dataDir);
  await ask(child.open?.superUrl ?? '', MAKE_ROW);
  await child.kill();
  const server = keep(await startEmbedded({ dataDir }));
  expect(server.adopted).toBe(true);
  expect(server.postmasterPid).toBe(child.open?.postmasterPid);
  expect(await ask(server.superUrl, 'select id from seen')).toEqual([{ id: 7 }]);
  await server.stop();
  expect(await isAlive(server.postmasterPid)).toBe(false);
});

test('after kill -9 of both a committed row is still there', async () => {
  const dataDir = await usedFolder();
  const child = await openInChild('serve', dataDir);
  await ask(child.open?.superUrl ?? '', MAKE_ROW);
  await Promise.all([child.kill(), killServerOf(dataDir)]);
  const server = keep(await startEmbedded({ dataDir }));
  expect(server.adopted).toBe(false);
  expect(await ask(server.superUrl, 'select id from seen')).toEqual([{ id: 7 }]);
});

test('PostgreSQL killed under a serving process comes back at the same address', async () => {
  const dataDir = await usedFolder();
  const events: string[] = [];
  const log = (_level: string, event: string): number => events.push(event);
  const server = keep(await startEmbedded({ dataDir, log }));
  const before = server.postmasterPid;
  await ask(server.superUrl, MAKE_ROW);
  await killAndWait(before);
  await until(async () => events.includes('postgres-recovered'));
  expect(server.postmasterPid).not.toBe(before);
  expect(await ask(server.superUrl, 'select id from seen')).toEqual([{ id: 7 }]);
  const second = await openInChild('serve', dataDir);
  expect(second.failed).toMatchObject({ code: 'data-folder-in-use', data: { pid: process.pid } });
  await server.stop();
  expect(await isAlive(server.postmasterPid)).toBe(false);
});

test('PostgreSQL killed under a command is started again by the next one', async () => {
  const dataDir = await usedFolder();
  const first = keep(await joinEmbedded({ dataDir }));
  await ask(first.superUrl, MAKE_ROW);
  await killAndWait(first.postmasterPid);
  await first.stop();
  const second = keep(await joinEmbedded({ dataDir }));
  expect(await ask(second.superUrl, 'select id from seen')).toEqual([{ id: 7 }]);
});
