import type { Timestamp } from '@otklik/db';
import {
  AppError,
  regionOf,
  type Assurance,
  type Reach,
  type StaffRole,
  type Tx,
} from '@otklik/kernel';

/** By what a session was opened. */
export type SignInMethod = 'link' | 'oidc' | 'passkey';

interface PersonTable {
  region_id: string;
  id: string;
  created_at: Timestamp;
  disabled_at: Timestamp | null;
}
interface GrantTable {
  region_id: string;
  id: string;
  person_id: string;
  role: StaffRole;
  reach_kind: Reach['kind'];
  reach_id: string;
  valid_from: Timestamp;
  valid_to: Timestamp | null;
  granted_by: string | null;
  revoked_at: Timestamp | null;
  reason: string | null;
  handed_from: string | null;
  revoked_by: string | null;
  revoke_reason: string | null;
  begun_at: Timestamp | null;
}
interface SignInLinkTable {
  region_id: string;
  id: string;
  token_hash: string;
  contact_id: string;
  demo: boolean;
  created_at: Timestamp;
  expires_at: Timestamp;
  used_at: Timestamp | null;
}
interface InvitationTable {
  region_id: string;
  id: string;
  token_hash: string;
  contact_id: string;
  role: StaffRole;
  reach_kind: Reach['kind'];
  reach_id: string;
  invited_by: string | null;
  created_at: Timestamp;
  expires_at: Timestamp;
  accepted_at: Timestamp | null;
  revoked_at: Timestamp | null;
}
interface SessionTable {
  region_id: string;
  id: string;
  person_id: string;
  device: string;
  created_at: Timestamp;
  expires_at: Timestamp;
  last_seen_day: string;
  second_factor_at: Timestamp | null;
  demo_second_factor: boolean;
  proven_at: Timestamp | null;
  method: SignInMethod;
  assurance: Assurance;
  ended_at: Timestamp | null;
}
interface SecondFactorTable {
  region_id: string;
  id: string;
  person_id: string;
  data_key_id: string;
  secret_sealed: string;
  created_at: Timestamp;
  confirmed_at: Timestamp | null;
  removed_at: Timestamp | null;
  last_step: number;
}
interface RecoveryCodeTable {
  region_id: string;
  person_id: string;
  code_hash: string;
  used_at: Timestamp | null;
}
interface ApiKeyTable {
  region_id: string;
  id: string;
  name: string;
  key_hash: string;
  scopes: string[];
  created_at: Timestamp;
  revoked_at: Timestamp | null;
  last_used_day: string | null;
  per_hour_max: number;
  per_day_max: number;
  /** The end of its last day. */
  valid_to: Timestamp | null;
  contact_note: string | null;
}

declare module '@otklik/db' {
  interface Tables {
    people: PersonTable;
    grants: GrantTable;
    sign_in_links: SignInLinkTable;
    invitations: InvitationTable;
    sessions: SessionTable;
    second_factors: SecondFactorTable;
    recovery_codes: RecoveryCodeTable;
    api_keys: ApiKeyTable;
  }
}

export const regionIn = (tx: Tx): string => {
  const region = regionOf(tx.scope);
  if (!region) throw new AppError('internal', { reason: 'scope-without-region' });
  return region;
};
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);
export const later = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);
