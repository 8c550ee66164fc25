import { spawn } from 'node:child_process';
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBundle } from '../src/embedded/bundle.ts';
import { startEmbedded } from '../src/embedded/index.ts';
import { limitLog } from '../src/embedded/log-file.ts';
import { isAlive } from '../src/embedded/process-identity.ts';
import { judgeFailure } from '../src/embedded/start-server.ts';
import type { Layout } from '../src/embedded/types.ts';
import {
  ask,
  asRoot,
  cleanUpAfterEach,
  dataFolder,
  keep,
  NOBODY,
  openInChild,
  postmasterPid,
  spawnChild,
  until,
  usedFolder,
} from './embedded-helpers.ts';

cleanUpAfterEach();

/** A used folder, and where its cluster stands. */
async function usedCluster(): Promise<{ dataDir: string; cluster: string }> {
  const dataDir = await usedFolder();
  return { dataDir, cluster: join(dataDir, 'postgres/cluster') };
}

/** Everything under a folder with its size, to show that nothing was touched. */
async function contents(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return Promise.all(
    names.sort().map(async (name) => `${name} ${(await stat(join(folder, name))).size}`),
  );
}

test('an initdb that was killed half way is repaired by the next start', async () => {
  const dataDir = await dataFolder();
  const home = join(dataDir, 'postgres');
  const child = spawnChild('serve', dataDir);
  const drafts = async (): Promise<string[]> =>
    (await readdir(home).catch(() => [])).filter((name) => name.startsWith('draft-'));
  await until(async () => {
    const [draft] = await drafts();
    return (
      draft !== undefined &&
      (await readdir(join(home, draft, 'cluster')).catch(() => [])).length > 3
    );
  });
  await child.kill();
  expect(await drafts()).toHaveLength(1);
  expect(await readdir(home)).not.toContain('cluster');
  const server = keep(await startEmbedded({ dataDir }));
  expect(await ask(server.superUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  await keep(await startEmbedded({ dataDir })).stop();
  expect(await drafts()).toEqual([]);
});

test('a folder with files but no whole cluster is refused and left as it is', async () => {
  const { dataDir, cluster } = await usedCluster();
  await rm(join(cluster, 'PG_VERSION'));
  const before = await contents(cluster);
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({ code: 'data-folder-unusable' });
  expect(await contents(cluster)).toEqual(before);
});

test('a cluster of another major version is refused', async () => {
  const { dataDir, cluster } = await usedCluster();
  await writeFile(join(cluster, 'PG_VERSION'), '16\n');
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
    code: 'data-version-mismatch',
    data: { found: 16, wanted: 18 },
  });
});

test('a lost password file is an error, not a new password', async () => {
  const { dataDir } = await usedCluster();
  const secret = join(dataDir, 'secrets/postgres-superuser');
  await rename(secret, `${secret}.away`);
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
    code: 'superuser-password-unusable',
  });
  expect(await readdir(join(dataDir, 'secrets'))).toEqual(['postgres-superuser.away']);
  await rename(`${secret}.away`, secret);
  keep(await startEmbedded({ dataDir }));
});

test('a wrong password file is an error that names it', async () => {
  const { dataDir } = await usedCluster();
  await writeFile(join(dataDir, 'secrets/postgres-superuser'), 'wrong\n');
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
    code: 'superuser-password-unusable',
  });
  expect(await postmasterPid(dataDir)).toBe(null);
});

test('a postmaster.pid that names another process of the server’s user does not stop a start', async () => {
  const { dataDir, cluster } = await usedCluster();
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], {
    stdio: 'ignore',
    ...(asRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  try {
    const pid = stranger.pid ?? 0;
    const run = join(dataDir, 'postgres/run');
    await writeFile(
      join(cluster, 'postmaster.pid'),
      `${pid}\n${cluster}\n1\n5432\n${run}\n\n1 1\nready\n`,
    );
    const server = keep(await startEmbedded({ dataDir }));
    expect(server.adopted).toBe(false);
    expect(await isAlive(pid)).toBe(true);
  } finally {
    stranger.kill('SIGKILL');
  }
});

test('an empty postmaster.pid, as a crash leaves it, does not stop a start', async () => {
  const { dataDir, cluster } = await usedCluster();
  await writeFile(join(cluster, 'postmaster.pid'), '');
  keep(await startEmbedded({ dataDir }));
});

test('a copy of the folder of a running server gets a server of its own', async () => {
  const { dataDir } = await usedCluster();
  const original = keep(await startEmbedded({ dataDir }));
  const { dataDir: copy, cluster } = await usedCluster();
  const pidFile = await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'));
  await writeFile(join(cluster, 'postmaster.pid'), pidFile);
  const server = keep(await startEmbedded({ dataDir: copy }));
  expect(server.adopted).toBe(false);
  expect(server.postmasterPid).not.toBe(original.postmasterPid);
  await server.stop();
  expect(await ask(original.superUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a long, Russian, spaced path works: the socket goes to a short folder of its own', async () => {
  const open = await dataFolder();
  await chmod(open, 0o755);
  const dataDir = join(open, 'данные клиники, "тест"', 'x'.repeat(120));
  const server = keep(await startEmbedded({ dataDir }));
  expect(Buffer.byteLength(server.socketDir ?? '')).toBeLessThan(90);
  const folder = await stat(server.socketDir ?? '');
  expect(folder.mode & 0o777).toBe(0o700);
  expect(await ask(server.superUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  const again = await openInChild('join', dataDir);
  expect(again.open).toMatchObject({ adopted: true, socketDir: server.socketDir });
  await again.leave();
  await server.stop();
  await rm(server.socketDir ?? '', { recursive: true });

  // Someone who guesses the name and makes it first gains nothing.
  const trap = await dataFolder();
  await symlink(trap, server.socketDir ?? '');
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({ code: 'socket-unusable' });
  await rm(server.socketDir ?? '');
  await mkdir(server.socketDir ?? '');
  await chmod(server.socketDir ?? '', 0o777);
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({ code: 'socket-unusable' });
  await rm(server.socketDir ?? '', { recursive: true });
});

test('a file in the place of the data folder is an error, not a crash', async () => {
  const file = join(await dataFolder(), 'file');
  await writeFile(file, 'mine');
  await expect(startEmbedded({ dataDir: file })).rejects.toMatchObject({
    code: 'data-folder-unusable',
  });
  await expect(startEmbedded({ dataDir: join(file, 'below') })).rejects.toMatchObject({
    code: 'data-folder-unusable',
  });
  expect(await readFile(file, 'utf8')).toBe('mine');
});

test('a broken setting of the operator is told with PostgreSQL’s own words', async () => {
  const { dataDir, cluster } = await usedCluster();
  const file = join(cluster, 'postgresql.conf');
  await writeFile(file, `${await readFile(file, 'utf8')}\nshared_buffers = much\n`);
  const child = await openInChild('serve', dataDir);
  expect(child.failed).toMatchObject({
    code: 'start-failed',
    message: expect.stringContaining('FATAL'),
  });
  // Nothing of the failed start keeps the process alive.
  await child.ended;
  expect(await postmasterPid(dataDir)).toBe(null);
});

test('a platform without a build is told to set DATABASE_URL', async () => {
  await expect(findBundle('sunos', 'sparc')).rejects.toMatchObject({
    code: 'no-embedded-build',
    message: expect.stringContaining('DATABASE_URL'),
  });
});

test('PostgreSQL’s last words are read', () => {
  const layout = { dataDir: '/d', logFile: '/d/postgres.log', socketDir: '/d/run' } as Layout;
  const judge = (tail: string): string => {
    try {
      return judgeFailure(tail, layout);
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect(judge('FATAL:  could not write to file "pg_wal/x": No space left on device')).toBe(
    'disk-full',
  );
  expect(judge('FATAL:  lock file "postmaster.pid" already exists')).toBe('retry');
  expect(judge('FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use')).toBe(
    'retry',
  );
  expect(judge('FATAL:  could not create any Unix-domain sockets')).toBe('socket-unusable');
  expect(judge('postgres: error while loading shared libraries: libicuuc.so.60')).toBe(
    'no-embedded-build',
  );
  expect(judge('PANIC:  could not locate a valid checkpoint record')).toBe('start-failed');
});

test('the log is kept short, with one old file', async () => {
  const log = join(await dataFolder(), 'postgres.log');
  await writeFile(log, 'x'.repeat(1000));
  await limitLog(log, 1000);
  expect((await stat(log)).size).toBe(1000);
  await limitLog(log, 999);
  expect((await stat(log)).size).toBe(0);
  expect((await stat(`${log}.1`)).size).toBe(1000);
});
