import { createHash, createHmac, createPublicKey, createSecretKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { AppError, openBytes, sealBytes } from '@otklik/kernel';
import type { AuditKey, KeyPort, Log } from '@otklik/kernel';
import { keySetNames, makeKeySet, readKeySet } from './key-files.ts';
import type { KeySet } from './key-files.ts';

const DATA_KEY_bytes = 32;

export interface KeysOptions {
  /** Holds the sub-folder `set`; made with mode 0700 at the first start. */
  readonly folder: string;
  readonly log: Log;
  /** Marks a set made now as one of a demonstration. A set that is there keeps its nature. */
  readonly demo?: boolean;
}

/**
 * The installation's secrets from files. A set that is there but incomplete, damaged or open to
 * others is refused, never replaced: new keys would make everything sealed before unreadable.
 * @throws AppError unavailable with `keys`: missing | damaged | unreadable | mode-too-wide | foreign-owner
 */
export function createKeys({ folder, log, demo = false }: KeysOptions): KeyPort {
  if (!readKeySet(folder) && makeKeySet(folder, demo)) log.info('keys-made', { demo });
  let names = keySetNames(folder);
  let set = read(folder);
  // Another process may have added a key: whoever wrapped on with the old one would use it for ever.
  const fresh = (): KeySet => {
    const now = keySetNames(folder);
    if (now !== names) {
      set = read(folder);
      names = now;
    }
    return set;
  };
  const wrapMany: KeyPort['wrapMany'] = (dataKeys) => {
    const kekId = currentOf(fresh());
    const kek = set.keks.get(kekId);
    if (!kek) throw new AppError('unavailable', { keys: 'missing', kekId });
    const wrapped = dataKeys.map((dataKey) => {
      if (dataKey.length !== DATA_KEY_bytes) throw new AppError('internal', { keys: 'key-length' });
      return sealBytes(kek, wrapAad(kekId), dataKey).replace('.', `.${kekId}.`);
    });
    return { kekId, wrapped };
  };
  return {
    get currentKekId() {
      return currentOf(fresh());
    },
    kekIds: () => [...fresh().keks.keys()],
    publicKeyPem: publicPem(createPublicKey(set.audit)),
    auditKeyId: auditKeyOf(createPublicKey(set.audit)).id,
    auditKeys: () => auditKeysOf(set),
    wrap(dataKey) {
      const { kekId, wrapped } = wrapMany([dataKey]);
      return { kekId, wrapped: wrapped[0]! };
    },
    wrapMany,
    unwrap(kekId, wrapped) {
      const kek = fresh().keks.get(kekId);
      if (!kek) {
        log.error('kek-missing', { kekId });
        throw new AppError('unavailable', { keys: 'missing', kekId });
      }
      const [version, named, ...rest] = wrapped.split('.');
      if (named !== kekId) throw new AppError('unavailable', { keys: 'other-kek', kekId });
      const dataKey = openBytes(kek, wrapAad(kekId), [version, ...rest].join('.'));
      if (dataKey.length !== DATA_KEY_bytes) {
        throw new AppError('unavailable', { keys: 'key-length', kekId });
      }
      return dataKey;
    },
    index: (region, value) => keyedHash(set.index, region, value),
    hash: (purpose, value) => keyedHash(set.hash, purpose, value),
    sign: (bytes) => sign(null, bytes, set.audit).toString('base64url'),
  };
}

export interface KeysInfo {
  readonly isDemo: boolean;
  readonly currentKekId: string;
  /** Oldest first. At start the server compares them with those that the stored data keys name. */
  readonly kekIds: readonly string[];
  readonly publicKeyPem: string;
}

/** What may be known about the set of a folder without its secrets; null when none was made. */
export function readKeysInfo(folder: string): KeysInfo | null {
  const set = readKeySet(folder);
  if (!set) return null;
  return {
    isDemo: set.isDemo,
    currentKekId: currentOf(set),
    kekIds: [...set.keks.keys()],
    publicKeyPem: publicPem(createPublicKey(set.audit)),
  };
}

function read(folder: string): KeySet {
  const set = readKeySet(folder);
  if (!set) throw new AppError('unavailable', { keys: 'missing', file: 'set' });
  return set;
}

function currentOf(set: KeySet): string {
  const id = [...set.keks.keys()].at(-1);
  if (!id) throw new AppError('unavailable', { keys: 'missing', file: 'kek' });
  return id;
}

const wrapAad = (kekId: string): string => `kek|${kekId}`;

const publicPem = (key: KeyObject): string =>
  key.export({ type: 'spki', format: 'pem' }).toString();

const auditKeyOf = (key: KeyObject): AuditKey => ({
  id: createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16),
  publicKeyPem: publicPem(key),
});

/** Each once: a rotation that was cut off leaves the key that signs among the retired too. */
function auditKeysOf(set: KeySet): AuditKey[] {
  const keys = [createPublicKey(set.audit), ...set.retiredAudit].map(auditKeyOf);
  return [...new Map(keys.map((key) => [key.id, key])).values()];
}

// Gone with the bytes that it was made of. Made anew for each hash it was a twentieth of what an answer costs.
const secrets = new WeakMap<Buffer, KeyObject>();
function secretOf(key: Buffer): KeyObject {
  const secret = secrets.get(key) ?? createSecretKey(key);
  secrets.set(key, secret);
  return secret;
}

/** JSON of the pair, so that ('a', 'bc') and ('ab', 'c') differ. */
const keyedHash = (key: Buffer, area: string, value: string): string =>
  createHmac('sha256', secretOf(key))
    .update(JSON.stringify([area, value]))
    .digest('base64url');
