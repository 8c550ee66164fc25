import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { joinEmbedded, startEmbedded } from '../src/embedded/index.ts';
import { isAlive, processIdentity } from '../src/embedded/process-identity.ts';
import {
  ask,
  cleanUpAfterEach,
  dataFolder,
  keep,
  openInChild,
  postmasterPid,
  spawnChild,
  usedFolder,
} from './embedded-helpers.ts';

cleanUpAfterEach();

test('a second serve is refused with the first one’s pid, in one process and in two', async () => {
  const dataDir = await usedFolder();
  const first = keep(await startEmbedded({ dataDir }));
  const second = await openInChild('serve', dataDir);
  expect(second.failed).toMatchObject({ code: 'data-folder-in-use', data: { pid: process.pid } });
  expect(second.failed?.message).toContain(String(process.pid));
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({ code: 'data-folder-in-use' });
  expect(await ask(first.superUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('serving starts at once on an empty folder: one wins, the others are refused', async () => {
  const dataDir = await dataFolder();
  const children = [1, 2, 3].map(() => spawnChild('serve', dataDir));
  await Promise.all(children.map((child) => child.said));
  expect(children.filter((child) => child.open)).toHaveLength(1);
  // The refused ones end by themselves: nothing of theirs keeps the process alive.
  await Promise.all(children.map((child) => child.failed && child.ended));
  expect(children.flatMap((child) => child.failed?.code ?? [])).toEqual([
    'data-folder-in-use',
    'data-folder-in-use',
  ]);
});

test('a command joins the running server and leaves it running', async () => {
  const dataDir = await usedFolder();
  const server = keep(await startEmbedded({ dataDir }));
  const command = await openInChild('join', dataDir);
  expect(command.open).toMatchObject({ adopted: true, postmasterPid: server.postmasterPid });
  await command.leave();
  expect(command.events).toContain('postgres-left');
  expect(await ask(server.superUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('commands without a server start one; the last of them stops it', async () => {
  const dataDir = await usedFolder();
  const first = keep(await joinEmbedded({ dataDir }));
  const second = await openInChild('join', dataDir);
  expect([first.adopted, second.open?.adopted]).toEqual([false, true]);
  await first.stop();
  expect(await isAlive(first.postmasterPid)).toBe(true);
  await second.leave();
  expect(await isAlive(first.postmasterPid)).toBe(false);
});

test('a serve may begin while a command uses the server, and end before it', async () => {
  const dataDir = await usedFolder();
  const command = keep(await joinEmbedded({ dataDir }));
  const serving = await openInChild('serve', dataDir);
  expect(serving.open?.adopted).toBe(true);
  await serving.leave();
  expect(await ask(command.superUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await command.stop();
  expect(await postmasterPid(dataDir)).toBe(null);
});

test('commands that come and go at once never meet a dead server', async () => {
  const dataDir = await usedFolder();
  const rounds = Array.from({ length: 4 }, async () => {
    for (let round = 0; round < 4; round++) {
      const command = keep(await joinEmbedded({ dataDir }));
      expect(await ask(command.superUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
      await command.stop();
    }
  });
  await Promise.all(rounds);
  expect(await postmasterPid(dataDir)).toBe(null);
});

test('a lease file without its lock holds only while its very process lives', async () => {
  const dataDir = await usedFolder();
  const command = keep(await joinEmbedded({ dataDir }));
  const other = await openInChild('join', dataDir);
  const leaseFile = join(dataDir, 'postgres/lease.json');
  // The holder lives but its PostgreSQL died: it is about to come back for its folder.
  const identity = await processIdentity(other.pid);
  await writeFile(leaseFile, JSON.stringify({ pid: other.pid, identity }));
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
    code: 'data-folder-in-use',
    data: { pid: other.pid },
  });
  // The same pid, given to another process since.
  await writeFile(leaseFile, JSON.stringify({ pid: other.pid, identity: 'earlier' }));
  const server = keep(await startEmbedded({ dataDir }));
  expect(server.postmasterPid).toBe(command.postmasterPid);
});
