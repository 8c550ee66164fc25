import { m } from '@otklik/i18n';

const HOURS_A_DAY = 24;

/** Words for a class of data; its code where a region's own data names one we have no words for. */
export function className(code: string): string {
  const words: Readonly<Record<string, () => string>> = {
    'settled-wishes': m.topics_retention_class,
    'settled-thanks': m.thanks_retention_class,
    'settled-proposals': m.crowd_retention_settled,
    'crowd-drafts': m.crowd_retention_drafts,
    'assisted-contacts': m.assisted_retention_class,
    'filing-sketches': m.campaigns_retention_class,
    'complaint-drafts': m.desk_retention_class_complaint_drafts,
    'lapsed-cases': m.desk_retention_class_lapsed_cases,
    'anonymous-times': m.desk_retention_class_anonymous_times,
    'orphan-photos': m.desk_retention_class_orphan_photos,
    'unconfirmed-contacts': m.desk_retention_class_unconfirmed_contacts,
    'letter-bodies': m.desk_retention_class_letter_bodies,
    'sign-in-links': m.desk_retention_class_sign_in_links,
    'ended-sessions': m.desk_retention_class_ended_sessions,
    'ended-invitations': m.desk_retention_class_ended_invitations,
    'idempotency-keys': m.desk_retention_class_idempotency_keys,
    'rate-limits': m.desk_retention_class_rate_limits,
    'demo-mailbox': m.desk_retention_class_demo_mailbox,
    'retention-runs': m.desk_retention_class_retention_runs,
    'comment-originals': m.desk_retention_class_comment_originals,
    'spent-invitations': m.desk_retention_class_spent_invitations,
    'subscription-letters': m.desk_retention_class_subscription_letters,
    'subscription-requests': m.desk_retention_class_subscription_requests,
    'own-referrals': m.guarantees_retention_class,
    'appointment-facts': m.desk_retention_class_appointment_facts,
    'survey-attached': m.desk_retention_class_survey_attached,
    'survey-drafts': m.desk_retention_class_survey_drafts,
    'survey-people': m.desk_retention_class_survey_people,
    'survey-visits': m.desk_retention_class_survey_visits,
  };
  return words[code]?.() ?? code;
}

export function groundName(code: string): string {
  const words: Readonly<Record<string, () => string>> = {
    'purpose-over': m.desk_retention_ground_purpose_over,
    'no-consent': m.desk_retention_ground_no_consent,
    security: m.desk_retention_ground_security,
    accountability: m.desk_retention_ground_accountability,
  };
  return words[code]?.() ?? code;
}

/** A term in whole days where it is one, else in hours. */
export const termText = (hours: number): string =>
  hours % HOURS_A_DAY === 0
    ? m.desk_retention_days({ count: hours / HOURS_A_DAY })
    : m.desk_retention_hours({ count: hours });
