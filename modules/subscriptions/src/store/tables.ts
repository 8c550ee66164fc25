import type { ColumnType } from 'kysely';
import type { Json, Timestamp } from '@otklik/db';
import { AppError, regionOf, type Tx } from '@otklik/kernel';
import type { Frequency } from '../model/schedule.ts';
import type { Target, TargetKind } from '../model/target.ts';

type Later = ColumnType<Date | null, Date | null | undefined, Date | null>;

interface SubscriptionTable {
  region_id: string;
  id: string;
  contact_id: string;
  kind: TargetKind;
  target_key: string;
  target: Json<Target>;
  frequency: Frequency;
  locale: 'ru' | 'en';
  state: 'active' | 'stopped';
  stop_reason: 'asked' | 'bounced' | null;
  covered_until: Timestamp;
  next_at: Later;
  not_before: Later;
  created_at: Timestamp;
  stopped_at: Later;
}

interface RequestTable {
  region_id: string;
  token_hash: string;
  contact_id: string;
  target_key: string;
  target: Json<Target>;
  frequency: Frequency;
  locale: 'ru' | 'en';
  expires_at: Timestamp;
  created_at: Timestamp;
}

export type LetterState =
  | 'queued'
  | 'handed'
  | 'sent'
  | 'empty'
  | 'failed'
  | 'given-up'
  | 'in-doubt';

interface LetterTable {
  region_id: string;
  id: string;
  subscription_id: string;
  period: string;
  target_key: string;
  from_at: Timestamp;
  to_at: Timestamp;
  state: LetterState;
  attempts: number;
  lease_until: Later;
  not_before: Timestamp;
  created_at: Timestamp;
  settled_at: Later;
}

interface WatermarkTable {
  region_id: string;
  seen_until: Timestamp;
}

declare module '@otklik/db' {
  interface Tables {
    subscriptions: SubscriptionTable;
    subscription_requests: RequestTable;
    subscription_letters: LetterTable;
    subscription_watermarks: WatermarkTable;
  }
}

/** @throws AppError internal outside a region */
export function regionIn(tx: Tx): string {
  const region = regionOf(tx.scope);
  if (!region) throw new AppError('internal', { reason: 'scope-without-region' });
  return region;
}
