/**
 * The installation's long-lived secrets. `wrap` and `unwrap` protect data keys with the current
 * key-encryption key; `index` gives the keyed hash for «same person» checks.
 */
export interface KeyPort {
  readonly currentKekId: string;
  wrap(dataKey: Uint8Array): { kekId: string; wrapped: string };
  /** @throws AppError unavailable when that key-encryption key is not here any more */
  unwrap(kekId: string, wrapped: string): Uint8Array;
  /** HMAC-SHA-256 over region and normalised value, base64url. */
  index(region: string, value: string): string;
  /** HMAC-SHA-256 for purposes other than contacts: address prefixes, receipts, tokens. */
  hash(purpose: string, value: string): string;
  /** Ed25519 over the bytes, base64url; for the audit head. */
  sign(bytes: Uint8Array): string;
  readonly publicKeyPem: string;
}
