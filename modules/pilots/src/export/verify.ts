import { createHash, createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { exportedFile } from '../schema.ts';

const list = z.object({ pilot: z.object({ code: z.string() }), files: z.array(exportedFile) });
const voucher = z.object({ keyId: z.string(), signature: z.string(), publicKeyPem: z.string() });

export interface Verdict {
  readonly pilot: string;
  readonly keyId: string;
  readonly files: number;
  /** What does not agree, by name; empty: whole. */
  readonly wrong: readonly string[];
}

/**
 * Whether an export is what was signed: the signature over the list, then every file against it.
 * @param read gives a file by name, null where there is none
 * @param trusted public keys (PEM) whose word counts; the one that came along only says who claims to have signed
 * @throws Error (zod) for files of another shape
 */
export async function verifyExport(
  read: (name: string) => Promise<Uint8Array | null>,
  trusted: readonly string[] | null,
): Promise<Verdict> {
  const text = await read('list.json');
  const signed = await read('signature.json');
  if (!text || !signed) return { pilot: '', keyId: '', files: 0, wrong: ['list.json'] };
  const { keyId, signature, publicKeyPem } = voucher.parse(
    JSON.parse(Buffer.from(signed).toString('utf8')),
  );
  const wrong: string[] = [];
  const keys = trusted ?? [publicKeyPem];
  const bytes = Buffer.from(signature, 'base64url');
  if (!keys.some((pem) => verify(null, text, createPublicKey(pem), bytes)))
    wrong.push('signature.json');
  const { pilot, files } = list.parse(JSON.parse(Buffer.from(text).toString('utf8')));
  for (const file of files) {
    const found = await read(file.name);
    const digest = found && createHash('sha256').update(found).digest('hex');
    if (digest !== file.sha256) wrong.push(file.name);
  }
  return { pilot: pilot.code, keyId, files: files.length, wrong };
}
