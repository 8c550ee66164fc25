import { execFile } from 'node:child_process';
import { access, chmod, cp, lstat, mkdir, readdir, realpath, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findBundle, preparePrograms } from '../src/embedded/bundle.ts';
import { startEmbedded } from '../src/embedded/index.ts';
import { canReach } from '../src/embedded/server-user.ts';
import {
  ask,
  asRoot,
  cleanUpAfterEach,
  dataFolder,
  keep,
  NOBODY,
  openInChild,
} from './embedded-helpers.ts';

cleanUpAfterEach();

/** An unprivileged user that every Unix system knows. */
const DAEMON = 1;
const run = promisify(execFile);

test('without the package’s install script the programs are copied once and made whole', async () => {
  const bundle = await findBundle();
  const native = join(await dataFolder(), 'native');
  await cp(bundle.native, native, { recursive: true, filter: (path) => !path.endsWith('.a') });
  for (const name of await readdir(join(native, 'lib'))) {
    const path = join(native, 'lib', name);
    if ((await lstat(path)).isSymbolicLink()) await unlink(path);
  }
  const home = await dataFolder();
  const programs = await preparePrograms({ ...bundle, native }, home, null);
  expect(programs.postgres).toContain(home);
  expect((await run(programs.postgres, ['--version'])).stdout).toContain(
    `PostgreSQL) ${bundle.major}.`,
  );
  const { mtimeMs } = await stat(programs.postgres);
  expect(await preparePrograms({ ...bundle, native }, home, null)).toEqual(programs);
  expect((await stat(programs.postgres)).mtimeMs).toBe(mtimeMs);
  expect(await readdir(join(home, 'bin'))).toEqual([bundle.version]);
});

// Only root can become another user: an ordinary user's run of these tests is itself the second case.
if (asRoot) {
  test('as root the server runs as nobody, who may pass but not look around', async () => {
    const dataDir = await dataFolder();
    const server = keep(await startEmbedded({ dataDir }));
    expect((await stat(`/proc/${server.postmasterPid}`)).uid).toBe(NOBODY);
    expect((await stat(join(dataDir, 'postgres/cluster'))).mode & 0o777).toBe(0o700);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o710);
    const asNobody = { uid: NOBODY, gid: NOBODY, cwd: '/' };
    await expect(
      run('cat', [join(dataDir, 'secrets/postgres-superuser')], asNobody),
    ).rejects.toThrow();
    await expect(run('ls', [dataDir], asNobody)).rejects.toThrow();
    await expect(
      run('ls', [server.socketDir ?? ''], { uid: 12_345, gid: 12_345 }),
    ).rejects.toThrow();
  });

  test('as root programs under a closed folder are copied to where nobody can run them', async () => {
    const bundle = await findBundle();
    const closed = await dataFolder();
    const native = join(closed, 'native');
    await cp(bundle.native, native, { recursive: true, filter: (path) => !path.endsWith('.a') });
    const nobody = { uid: NOBODY, gid: NOBODY };
    const home = await dataFolder();
    await chmod(home, 0o755);
    const programs = await preparePrograms({ ...bundle, native }, home, nobody);
    expect(programs.postgres).toContain(home);
    const { stdout } = await run(programs.postgres, ['--version'], { ...nobody, cwd: '/' });
    expect(stdout).toContain('PostgreSQL');
  });

  test('as root under a closed folder the cluster lives where nobody can reach it, behind a link', async () => {
    const closed = await dataFolder();
    const systemDir = await dataFolder();
    await chmod(systemDir, 0o755);
    const dataDir = join(closed, 'data');
    const first = keep(await startEmbedded({ dataDir, systemDir }));
    await ask(first.superUrl, 'create table seen (id int)');
    expect((await stat(closed)).mode & 0o777).toBe(0o700);
    expect(await realpath(join(dataDir, 'postgres'))).toContain(systemDir);
    await first.stop();
    const second = keep(await startEmbedded({ dataDir, systemDir }));
    expect(await ask(second.superUrl, 'select count(*)::int as n from seen')).toEqual([{ n: 0 }]);
    expect(await readdir(systemDir)).toHaveLength(1);
  });

  const nobodyCanRunUs =
    (await canReach({ uid: NOBODY, gid: NOBODY }, process.execPath)) &&
    (await canReach({ uid: NOBODY, gid: NOBODY }, import.meta.dirname));
  if (nobodyCanRunUs) {
    test('an ordinary user starts, adopts and joins; root may take over and give back', async () => {
      // Another user than nobody, so that it shows when root takes the wrong one; initdb wants a known one.
      const uid = DAEMON;
      const dataDir = await dataFolder(uid);
      const first = await openInChild('serve', dataDir, { uid });
      expect(first.failed).toBe(undefined);
      const pid = first.open?.postmasterPid ?? 0;
      expect((await stat(`/proc/${pid}`)).uid).toBe(uid);
      await first.kill();
      const second = await openInChild('serve', dataDir, { uid });
      expect(second.open).toMatchObject({ adopted: true, postmasterPid: pid });
      const joined = await openInChild('join', dataDir, { uid });
      expect(joined.open).toMatchObject({ adopted: true, postmasterPid: pid });
      await joined.leave();
      await second.leave();

      const asUs = keep(await startEmbedded({ dataDir }));
      expect((await stat(`/proc/${asUs.postmasterPid}`)).uid).toBe(uid);
      await asUs.stop();
      const back = await openInChild('serve', dataDir, { uid });
      expect(back.failed).toBe(undefined);
    });

    test('an ordinary user is told about folders that are not his or closed to him', async () => {
      const ofRoot = await dataFolder();
      await chmod(ofRoot, 0o755);
      const foreign = await openInChild('serve', ofRoot, { uid: NOBODY });
      expect(foreign.failed).toMatchObject({ code: 'data-folder-foreign', data: { ownerUid: 0 } });
      const inside = await openInChild('serve', join(ofRoot, 'data'), { uid: NOBODY });
      expect(inside.failed?.code).toBe('data-folder-not-writable');
      const readOnly = await dataFolder(NOBODY);
      await chmod(readOnly, 0o500);
      const closed = await openInChild('serve', readOnly, { uid: NOBODY });
      expect(closed.failed?.code).toBe('data-folder-not-writable');
      await expect(access(join(readOnly, 'postgres'))).rejects.toThrow();
    });
  }

  test('a full disk is told as such and nothing half made is taken for a cluster', async () => {
    const disk = await dataFolder();
    await chmod(disk, 0o755);
    const mounted = await run('mount', [
      '-t',
      'tmpfs',
      '-o',
      'size=12m,mode=755',
      'tmpfs',
      disk,
    ]).then(
      () => true,
      () => false,
    );
    // A container without the right to mount cannot show this; the words of PostgreSQL are judged elsewhere.
    if (!mounted) return;
    try {
      const dataDir = join(disk, 'data');
      await mkdir(dataDir);
      await expect(startEmbedded({ dataDir })).rejects.toMatchObject({ code: 'disk-full' });
      expect(await readdir(join(dataDir, 'postgres'))).not.toContain('cluster');
      await run('mount', ['-o', 'remount,size=200m', disk]);
      const server = await startEmbedded({ dataDir });
      await server.stop();
    } finally {
      await run('umount', [disk]);
    }
  });
}
