/**
 * The installation's long-lived secrets. `wrap` and `unwrap` protect data keys with the current
 * key-encryption key; `index` gives the keyed hash for «same person» checks.
 */
export interface KeyPort {
  /** The key that wraps now. A key added by another process counts at once. */
  readonly currentKekId: string;
  /** Every key-encryption key that is here now, oldest first. */
  kekIds(): readonly string[];
  wrap(dataKey: Uint8Array): { kekId: string; wrapped: string };
  /** All with one look at which key is the current one. */
  wrapMany(dataKeys: readonly Uint8Array[]): { kekId: string; wrapped: readonly string[] };
  /** @throws AppError unavailable when that key-encryption key is not here any more */
  unwrap(kekId: string, wrapped: string): Uint8Array;
  /** HMAC-SHA-256 over region and normalised value, base64url. */
  index(region: string, value: string): string;
  /** HMAC-SHA-256 for purposes other than contacts: address prefixes, receipts, tokens. */
  hash(purpose: string, value: string): string;
  /** Ed25519 over the bytes, base64url; for the audit head. */
  sign(bytes: Uint8Array): string;
  readonly publicKeyPem: string;
  /** The id of the key that signs: it follows from the public key, so nobody can give it to another. */
  readonly auditKeyId: string;
  /** The public keys whose signatures count: the current one first, then those that signed before it. */
  auditKeys(): readonly AuditKey[];
}

export interface AuditKey {
  /** The first 16 hexadecimal digits of SHA-256 over the key's DER form (SubjectPublicKeyInfo). */
  readonly id: string;
  readonly publicKeyPem: string;
}
