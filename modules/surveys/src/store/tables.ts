import type { Json, Timestamp } from '@otklik/db';
import { regionOf, type Tx } from '@otklik/kernel';
import type { Generated } from 'kysely';
import type { WhoSpeaks } from '@otklik/registry';
import type { Channel, MessageChannel } from '../model/channels.ts';
import type { ReportKind } from '../model/report.ts';
import type { Hours } from '../model/send-time.ts';
import type {
  CorrectionKind,
  CorrectionStage,
  InvitationState,
  LetterState,
  TouchKind,
  VisitState,
  Way,
  WeightClass,
} from '../model/states.ts';

type Locale = 'ru' | 'en';

export interface SurveyPlaceTable {
  region_id: string;
  id: string;
  code: string;
  organisation_id: string | null;
  clinic_id: string | null;
  sector: string;
  is_state: boolean;
  name_ru: string;
  name_en: string | null;
  zone: string;
  district_id: string | null;
  okrug_id: string | null;
  valid_from: string | null;
  valid_to: string | null;
}

export interface SurveyRulesTable {
  region_id: string;
  valid_from: string;
  valid_to: string | null;
  rules: Json<Readonly<Record<string, unknown>>>;
}

export interface SurveyPersonTable {
  region_id: string;
  id: string;
  contact_index: string | null;
  email_sealed: string;
  data_key_id: string;
  locale: Locale;
  zone: string | null;
  suppressed_on: string | null;
  suppressed_because: string | null;
  soft_until: string | null;
  stopped_on: string | null;
  made_on: string;
  chosen_on: Generated<string | null>;
  ways_off: Generated<Channel[]>;
  hours: Generated<Hours | null>;
  prefers: Channel | null;
}

export interface SurveyAddressTable {
  region_id: string;
  person_id: string;
  channel: MessageChannel;
  address_index: string;
  address_sealed: string;
  agreed_on: string;
  suppressed_on: string | null;
  suppressed_because: string | null;
}

export interface SurveyChannelDayTable {
  region_id: string;
  channel: MessageChannel;
  day: string;
  messages: number;
  parts: number;
}

export interface SurveyCorrectionTable {
  region_id: string;
  place_id: string;
  day: string;
  kind: CorrectionKind;
  stage: CorrectionStage;
  n: number;
}

export interface SurveyTouchTable {
  region_id: string;
  person_id: string;
  on_day: string;
  kind: TouchKind;
  n: number;
}

export interface SurveyVisitTable {
  region_id: string;
  id: string;
  visit_key: string;
  source_system: string;
  form_kind: string;
  place_id: string;
  service_code: string;
  ended_at: Timestamp;
  person_id: string | null;
  birth_year: number | null;
  flags: string[];
  doctor_id: string | null;
  facts_digest: string;
  state: VisitState;
  refused_because: string | null;
  sampled: boolean | null;
  inclusion: number | null;
  reported_on: string;
  decide_at: Timestamp | null;
  audience: Generated<WhoSpeaks>;
  revision: number | null;
}

export interface SurveyInvitationTable {
  region_id: string;
  id: string;
  visit_id: string | null;
  person_id: string;
  place_id: string;
  form_id: string;
  form_version: string;
  kind: string;
  sector: string;
  service_code: string | null;
  state: InvitationState;
  send_at: Timestamp;
  expires_on: string;
  spent_on: string | null;
  weight_class: WeightClass;
  doctor_id: string | null;
  remind_at: Timestamp | null;
  audience: Generated<WhoSpeaks>;
}

export interface SurveyTokenTable {
  region_id: string;
  token_hash: string;
  invitation_id: string;
  way: Way;
  expires_on: string;
}

export interface SurveyLetterTable {
  region_id: string;
  id: string;
  invitation_id: string;
  kind: 'invitation' | 'reminder';
  state: LetterState;
  attempts: Generated<number>;
  lease_until: Date | null;
  not_before: Timestamp;
  queued_as: string | null;
  bounce_hash: string | null;
  because: string | null;
  channel: Generated<Channel>;
  parts: number | null;
  charged_on: string | null;
}

export interface SurveyDayCountTable {
  region_id: string;
  place_id: string;
  day: string;
  reported: Generated<number>;
  eligible: Generated<number>;
  sampled: Generated<number>;
  sent: Generated<number>;
  delivered: Generated<number>;
  opened: Generated<number>;
  answered: Generated<number>;
}

export interface SurveyRateTable {
  region_id: string;
  scope: string;
  valid_from: string;
  rate: number;
}

export interface SurveySenderTable {
  region_id: string;
  place_id: string;
  valid_from: string;
  name: string;
  post_ru: string;
  post_en: string | null;
}

export interface SurveyStopTable {
  region_id: string;
  contact_index: string;
  sender: string;
  stopped_on: string;
}

export interface SurveyReportTable {
  region_id: string;
  report_hash: string;
  person_id: string | null;
  letter_id: string | null;
  kind: ReportKind;
  reported_at: Timestamp;
}

declare module '@otklik/db' {
  interface Tables {
    survey_places: SurveyPlaceTable;
    survey_rules: SurveyRulesTable;
    survey_people: SurveyPersonTable;
    survey_touches: SurveyTouchTable;
    survey_visits: SurveyVisitTable;
    survey_invitations: SurveyInvitationTable;
    survey_tokens: SurveyTokenTable;
    survey_letters: SurveyLetterTable;
    survey_day_counts: SurveyDayCountTable;
    survey_rates: SurveyRateTable;
    survey_senders: SurveySenderTable;
    survey_stops: SurveyStopTable;
    survey_reports: SurveyReportTable;
    survey_addresses: SurveyAddressTable;
    survey_channel_days: SurveyChannelDayTable;
    survey_corrections: SurveyCorrectionTable;
  }
}

export const regionIn = (tx: Tx): string => regionOf(tx.scope) ?? '';
