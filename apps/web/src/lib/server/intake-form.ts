import type { TopicField } from '@otklik/complaints';
import { m } from '@otklik/i18n';
import { controlsOf, factsOf } from '#lib/complaints/facts.ts';
import { nobodyElse, whomControls, whomFrom, whomOf, type WhomTyped } from './for-whom-form.ts';
import { textIn } from './form-body.ts';
import type { Controls } from './form-errors.ts';

type Filing = Parameters<App.Locals['services']['assisted']['fileFor']>[1];

/** What a clerk's form gives, whole or not yet: shown again as it was typed, and judged by the verb. */
export interface IntakeTyped {
  readonly clinic: string;
  readonly topic: string;
  readonly object: string;
  readonly facts: Readonly<Record<string, string | number | string[]>>;
  readonly story: string;
  readonly private: string;
  readonly danger: string;
  readonly whom: WhomTyped;
  readonly channel: string;
  readonly receivedOn: string;
  readonly notices: string;
  readonly contactName: string;
  readonly phone: string;
  readonly address: string;
  /** The language of the person. */
  readonly locale: string;
  /** The token under which the photos are kept, and their ids, as they were when the page was made. */
  readonly draft: string;
  readonly photos: readonly string[];
}

export const emptyIntake = (clinic: string, topic: string): IntakeTyped => ({
  clinic,
  topic,
  object: '',
  facts: {},
  story: '',
  private: '',
  danger: '',
  whom: nobodyElse,
  channel: '',
  receivedOn: '',
  notices: '',
  contactName: '',
  phone: '',
  address: '',
  locale: '',
  draft: '',
  photos: [],
});

export function intakeFrom(form: FormData, fields: readonly TopicField[]): IntakeTyped {
  const text = (name: string): string => textIn(form, name);
  return {
    clinic: text('clinic'),
    topic: text('topic'),
    object: text('object'),
    facts: factsOf(form, fields),
    story: text('story'),
    private: text('private'),
    danger: text('danger'),
    whom: whomFrom(form),
    channel: text('channel'),
    receivedOn: text('receivedOn'),
    notices: text('notices'),
    contactName: text('contactName'),
    phone: text('phone'),
    address: text('address'),
    locale: text('locale'),
    draft: text('draft'),
    photos: [],
  };
}

/** The verb's input; what was left empty is left out. */
export function filingOf(
  { whom, photos: _photos, ...typed }: IntakeTyped,
  isRead: boolean,
): Filing {
  const forWhom = whomOf(whom);
  const given = Object.fromEntries(
    Object.entries(typed).filter(([, value]) => typeof value !== 'string' || value.trim() !== ''),
  );
  return {
    ...given,
    ...(forWhom ? { forWhom } : {}),
    ...(isRead ? { readBack: true } : {}),
  } as unknown as Filing;
}

/** The form's controls, for the words of a refusal. */
export const intakeControls = (fields: readonly TopicField[]): Controls => ({
  channel: { label: m.assisted_channel_label(), kind: 'choice' },
  receivedOn: { label: m.assisted_received_label(), kind: 'moment' },
  locale: { label: m.assisted_language_label(), kind: 'choice' },
  ...controlsOf(fields),
  ...whomControls(),
  photos: { label: m.assisted_photos_label(), field: 'photo' },
  notices: { label: m.assisted_notices_label(), kind: 'choice' },
  contactName: { label: m.assisted_contact_name() },
  phone: { label: m.assisted_phone() },
  address: { label: m.assisted_address() },
  readBack: { label: m.assisted_read_back_row(), kind: 'choice' },
});
