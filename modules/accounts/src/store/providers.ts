import { json, type Json, type Place } from '@otklik/db';
import type { Timestamp } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import type { ClaimNames, LevelRule, ProviderFacts } from '../oidc/providers.ts';
import { regionIn } from './tables.ts';

interface IdentityProviderTable {
  region_id: string;
  code: string;
  kind: ProviderFacts['kind'];
  name_ru: string;
  name_en: string;
  issuer: string;
  client_id: string;
  data_key_id: string;
  secret_sealed: string;
  auth_method: ProviderFacts['authMethod'];
  id_token_alg: string;
  scopes: string[];
  audience: ProviderFacts['audience'];
  claims: Json<ClaimNames>;
  levels: Json<readonly LevelRule[]>;
  userinfo: boolean;
  trusts_email: boolean;
  created_at: Timestamp;
  removed_at: Timestamp | null;
}

declare module '@otklik/db' {
  interface Tables {
    identity_providers: IdentityProviderTable;
  }
}

const place = (code: string): Place => ({
  table: 'identity_providers',
  column: 'secret_sealed',
  row: code,
});

const living = (tx: Tx) =>
  tx.db
    .selectFrom('identity_providers')
    .where('region_id', '=', regionIn(tx))
    .where('removed_at', 'is', null);

/** Adds a provider, or puts these facts in the place of the old ones; the old secret's key is destroyed. */
export async function putProvider(tx: Tx, facts: ProviderFacts): Promise<void> {
  const old = await tx.db
    .selectFrom('identity_providers')
    .select('data_key_id')
    .where('region_id', '=', regionIn(tx))
    .where('code', '=', facts.code)
    .forUpdate()
    .executeTakeFirst();
  const key = await tx.vault.newKey();
  const row = {
    kind: facts.kind,
    name_ru: facts.nameRu,
    name_en: facts.nameEn,
    issuer: facts.issuer,
    client_id: facts.clientId,
    data_key_id: key,
    secret_sealed: facts.clientSecret
      ? await tx.vault.seal(key, place(facts.code), facts.clientSecret)
      : '',
    auth_method: facts.authMethod,
    id_token_alg: facts.idTokenAlg,
    scopes: [...facts.scopes],
    audience: facts.audience,
    claims: json(facts.claims),
    levels: json(facts.levels),
    userinfo: facts.userinfo,
    trusts_email: facts.trustsEmail,
    removed_at: null,
  };
  await tx.db
    .insertInto('identity_providers')
    .values({ region_id: regionIn(tx), code: facts.code, created_at: tx.now, ...row })
    .onConflict((conflict) => conflict.columns(['region_id', 'code']).doUpdateSet(row))
    .execute();
  if (old) await tx.vault.destroyKey(old.data_key_id);
}

/** A living provider with its secret in clear: only for the way to it. */
export async function findProvider(tx: Tx, code: string): Promise<ProviderFacts | null> {
  const row = await living(tx).selectAll().where('code', '=', code).executeTakeFirst();
  if (!row) return null;
  const secret = row.secret_sealed
    ? await tx.vault.open(row.data_key_id, place(code), row.secret_sealed)
    : null;
  return {
    code: row.code,
    kind: row.kind,
    nameRu: row.name_ru,
    nameEn: row.name_en,
    issuer: row.issuer,
    clientId: row.client_id,
    clientSecret: secret,
    authMethod: row.auth_method,
    idTokenAlg: row.id_token_alg,
    scopes: row.scopes,
    audience: row.audience,
    claims: row.claims as unknown as ClaimNames,
    levels: row.levels as unknown as readonly LevelRule[],
    userinfo: row.userinfo,
    trustsEmail: row.trusts_email,
  };
}

/** What people are shown of the living providers. */
export const providerNames = (tx: Tx) =>
  living(tx).select(['code', 'name_ru', 'name_en', 'audience']).orderBy('code').execute();

/** @returns false when there was none */
export async function removeProvider(tx: Tx, code: string): Promise<boolean> {
  const row = await tx.db
    .updateTable('identity_providers')
    .set({ removed_at: tx.now, secret_sealed: '' })
    .where('region_id', '=', regionIn(tx))
    .where('code', '=', code)
    .where('removed_at', 'is', null)
    .returning('data_key_id')
    .executeTakeFirst();
  if (row) await tx.vault.destroyKey(row.data_key_id);
  return Boolean(row);
}
