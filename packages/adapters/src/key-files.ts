import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as fs from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '@otklik/kernel';
import { systemCode } from './durable-file.ts';

/** All files stand in one sub-folder, so that one rename publishes a whole set or nothing. */
const SET = 'set';
/** The public half of a key that signed before the current one; what it signed stays provable. */
const RETIRED_NAME = /^audit-retired-\d{1,6}\.pub\.pem$/;
const KEK_NAME = /^kek-((\d{1,6})-[0-9a-f]{8})$/;
const KEY_bytes = 32;

export interface KeySet {
  /** Oldest first; the last one is current. */
  readonly keks: ReadonlyMap<string, Buffer>;
  readonly index: Buffer;
  readonly hash: Buffer;
  readonly audit: KeyObject;
  /** Public keys, newest first. */
  readonly retiredAudit: readonly KeyObject[];
  readonly isDemo: boolean;
}

/** The set of a folder, or null when none was made yet. @throws AppError unavailable */
export function readKeySet(folder: string): KeySet | null {
  const set = join(folder, SET);
  if (!fs.existsSync(set)) return null;
  refuseWideMode(set);
  const names = fs.readdirSync(set);
  const keks = names.map((name) => KEK_NAME.exec(name)).filter((match) => match !== null);
  keks.sort((a, b) => Number(a[2]) - Number(b[2]) || (a[0] < b[0] ? -1 : 1));
  if (keks.length === 0) throw new AppError('unavailable', { keys: 'missing', file: 'kek' });
  return {
    keks: new Map(keks.map((match) => [match[1] ?? '', readSecret(join(set, match[0]))])),
    index: readSecret(join(set, 'index')),
    hash: readSecret(join(set, 'hash')),
    audit: readAuditKey(join(set, 'audit.pem')),
    retiredAudit: names
      .filter((name) => RETIRED_NAME.test(name))
      .sort((a, b) => Number(b.replace(/\D/g, '')) - Number(a.replace(/\D/g, '')))
      .map((name) => readPublicKey(join(set, name))),
    isDemo: names.includes('DEMO'),
  };
}

/**
 * Makes a set unless one is there. Several processes may try at once: each prepares a folder of its
 * own, the first rename wins, the others throw theirs away. True when ours won.
 */
export function makeKeySet(folder: string, demo: boolean): boolean {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const mine = fs.mkdtempSync(join(folder, '.new-'));
  try {
    writeSecret(join(mine, `kek-${newKekId(1)}`), newSecretLine());
    writeSecret(join(mine, 'index'), newSecretLine());
    writeSecret(join(mine, 'hash'), newSecretLine());
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeSecret(join(mine, 'audit.pem'), pem.toString());
    if (demo)
      writeSecret(join(mine, 'DEMO'), 'Keys of a demonstration. Never use them for people.\n');
    syncFolder(mine);
    fs.renameSync(mine, join(folder, SET));
    syncFolder(folder);
    return true;
  } catch (error) {
    fs.rmSync(mine, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(systemCode(error) ?? '')) {
      if (fs.existsSync(join(folder, SET))) return false;
    }
    throw error;
  }
}

/**
 * Adds a key-encryption key, which is current from then on, in running processes too. Returns its id.
 * @throws AppError unavailable when there is no usable set
 */
export function addKek(folder: string): string {
  const known = readKeySet(folder);
  if (!known) throw new AppError('unavailable', { keys: 'missing', file: SET });
  const last = [...known.keks.keys()].at(-1) ?? '0';
  const id = newKekId(Number.parseInt(last, 10) + 1);
  putSecret(join(folder, SET), `kek-${id}`, newSecretLine());
  return id;
}

/** The names of the set's files: a key added or removed by anybody shows here. The folder's time is too coarse for that. */
export const keySetNames = (folder: string): string =>
  fs.readdirSync(join(folder, SET)).sort().join();

/**
 * Signs with a new Ed25519 key from the next start on; the old one's public half stays beside it, so
 * that what it signed can still be checked.
 * @throws AppError unavailable when there is no usable set
 */
export function rotateAuditKey(folder: string): void {
  const known = readKeySet(folder);
  if (!known) throw new AppError('unavailable', { keys: 'missing', file: SET });
  const set = join(folder, SET);
  const number = known.retiredAudit.length + 1;
  const pem = createPublicKey(known.audit).export({ type: 'spki', format: 'pem' }).toString();
  // The old public half first: cut off between the two steps, both name the key that still signs.
  putSecret(set, `audit-retired-${number}.pub.pem`, pem);
  const { privateKey } = generateKeyPairSync('ed25519');
  putSecret(set, 'audit.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

/** Temporary name and rename: the reader looks for whole names only. */
function putSecret(set: string, name: string, content: string): void {
  const temporary = join(set, `.${name}-${randomBytes(4).toString('hex')}`);
  writeSecret(temporary, content);
  fs.renameSync(temporary, join(set, name));
  syncFolder(set);
}

const newKekId = (number: number): string => `${number}-${randomBytes(4).toString('hex')}`;

const newSecretLine = (): string => `${randomBytes(KEY_bytes).toString('base64url')}\n`;

function writeSecret(path: string, content: string): void {
  const file = fs.openSync(path, 'wx', 0o600);
  try {
    fs.writeFileSync(file, content);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

function readSecret(path: string): Buffer {
  const bytes = Buffer.from(readGuarded(path).trim(), 'base64url');
  if (bytes.length !== KEY_bytes) {
    throw new AppError('unavailable', { keys: 'damaged', file: basename(path) });
  }
  return bytes;
}

function readAuditKey(path: string): KeyObject {
  const pem = readGuarded(path);
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // The parser's own words could quote the file; the refusal below says enough.
  }
  throw new AppError('unavailable', { keys: 'damaged', file: basename(path) });
}

function readPublicKey(path: string): KeyObject {
  const pem = readGuarded(path);
  try {
    return createPublicKey(pem);
  } catch {
    throw new AppError('unavailable', { keys: 'damaged', file: basename(path) });
  }
}

function readGuarded(path: string): string {
  try {
    refuseWideMode(path);
    return fs.readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof AppError) throw error;
    const keys = systemCode(error) === 'ENOENT' ? 'missing' : 'unreadable';
    throw new AppError('unavailable', { keys, file: basename(path) });
  }
}

/** A secret that the group or others may read or replace is not a secret. Windows has no such bits. */
function refuseWideMode(path: string): void {
  if (process.platform === 'win32') return;
  const { mode, uid } = fs.statSync(path);
  if ((mode & 0o077) !== 0) {
    throw new AppError('unavailable', { keys: 'mode-too-wide', file: basename(path) });
  }
  const me = process.geteuid?.() ?? 0;
  if (me !== 0 && uid !== me && uid !== 0) {
    throw new AppError('unavailable', { keys: 'foreign-owner', file: basename(path) });
  }
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
