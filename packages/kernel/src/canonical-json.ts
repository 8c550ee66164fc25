import { hash } from 'node:crypto';

/**
 * JSON with sorted keys and no spaces, so that equal values have equal bytes
 * (the I-JSON subset of RFC 8785: our values hold strings, booleans, null and safe integers).
 */
export function canonicalJson(value: unknown): string {
  if (value === undefined) return 'null';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('base64url'));
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  let fields = '';
  for (const key of Object.keys(value).sort()) {
    const child = (value as Readonly<Record<string, unknown>>)[key];
    if (child !== undefined)
      fields += `${fields && ','}${JSON.stringify(key)}:${canonicalJson(child)}`;
  }
  return `{${fields}}`;
}

/** SHA-256 of the canonical JSON, in hexadecimal. */
export const digestOf = (value: unknown): string => hash('sha256', canonicalJson(value), 'hex');
