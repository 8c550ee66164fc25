import { AppError, runQuery, type Actor, type App } from '@otklik/kernel';
import { openExport } from '../queries/open-export.ts';
import type { SignedList } from '../store/tables.ts';
import { tarOf, type TarEntry } from './tar.ts';
import { exportKey } from './write-export.ts';

/** The names of the two files that vouch for the others. */
export const LIST_NAME = 'list.json';
export const SIGNATURE_NAME = 'signature.json';

/** The list and what vouches for it, as files. */
export const vouchers = ({ text, signature, keyId }: SignedList, publicKeyPem: string) => [
  { name: LIST_NAME, bytes: Buffer.from(text, 'utf8') },
  {
    name: SIGNATURE_NAME,
    bytes: Buffer.from(
      `${JSON.stringify({ algorithm: 'Ed25519', keyId, signature, publicKeyPem }, null, 2)}\n`,
      'utf8',
    ),
  },
];

/**
 * The export of a closed pilot as a tar archive, read file by file.
 * @throws AppError step-up-required, forbidden, not-found, move-impossible; unavailable while a file is not there
 */
export async function readExport(
  app: App,
  actor: Actor,
  asked: { readonly code: string },
): Promise<AsyncGenerator<Uint8Array>> {
  const { code, id, files, list } = await runQuery(app, actor, openExport, asked);
  const key = app.ports.keys.auditKeys().find((one) => one.id === list.keyId);
  async function* entries(): AsyncGenerator<TarEntry> {
    for (const { name, bytes } of vouchers(list, key?.publicKeyPem ?? ''))
      yield { name: `${code}/${name}`, bytes };
    for (const { name } of files) {
      const kept = await app.ports.objects.get(exportKey(actor.region, id, name));
      if (!kept) throw new AppError('unavailable', { reason: 'export-file', name });
      yield { name: `${code}/${name}`, bytes: kept.bytes };
    }
  }
  return tarOf(entries());
}
