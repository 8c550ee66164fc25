import { formatter, m, type Locale } from '@otklik/i18n';
import type { App, Letter } from '@otklik/kernel';
import { linkTo, renderLetter, type LetterItem } from '@otklik/notices';
import { viewForm, type Form, type ViewItem } from '@otklik/questionnaire';
import { stopTicket } from './model/ticket.ts';
import type { Due } from './store/outbox.ts';
import { senderOf } from './store/places.ts';
import type { Signer } from './store/senders.ts';

const STARS_MAX = 5;
/** The door of the house for one-click stops (RFC 8058). */
const ONE_CLICK_PATH = '/list-unsubscribe';

const words = m as unknown as Readonly<
  Record<string, (inputs: object, options: { locale: Locale }) => string>
>;

/** What a visit was for, in words. */
export const serviceName = (code: string | null, locale: Locale): string =>
  (code && words[`survey_service_${code.replaceAll('-', '_')}`]?.({}, { locale })) ??
  m.survey_service_any({}, { locale });

/** The first question that can be answered by one tap: five options or fewer, each with its number. */
function tapQuestion(items: readonly ViewItem[]): ViewItem | null {
  for (const item of items) {
    const fits = item.options.length > 1 && item.options.length <= STARS_MAX;
    if (fits && item.enabled && item.options.every(({ ordinal }) => ordinal !== null)) return item;
    const below = tapQuestion(item.below.flat());
    if (below) return below;
  }
  return null;
}

/** Of each form in each language: it does not change, and finding it costs more than the letter. */
const found = new WeakMap<Form, Map<Locale, ViewItem | null>>();

function questionOf(form: Form, locale: Locale): ViewItem | null {
  const known = found.get(form) ?? new Map<Locale, ViewItem | null>();
  found.set(form, known);
  if (!known.has(locale)) known.set(locale, tapQuestion(viewForm(form, {}, locale).items));
  return known.get(locale) ?? null;
}

function taps(item: ViewItem, path: string, publicUrl: string, locale: Locale): LetterItem[] {
  return item.options.map(({ value, label, ordinal }) => {
    const { code } = value.value as { readonly code?: unknown };
    const asked = new URLSearchParams({ q: item.key, a: String(code) });
    return {
      title: `${'★'.repeat(ordinal ?? 0)}${'☆'.repeat(Math.max(0, STARS_MAX - (ordinal ?? 0)))} ${label.text}`,
      lines: [],
      link: linkTo(publicUrl, `${path}?${asked}`, locale),
    };
  });
}

interface Parts {
  readonly form: Form;
  readonly token: string;
  readonly returnTicket: string;
  readonly signer: Signer | null;
}

/** What a letter is about, in the words of whom it goes to: a patient, a parent, somebody who was nowhere. */
function aboutVisit({ locale, ended_at, ...waiting }: Due, place: string): string {
  const service = serviceName(waiting.service_code, locale);
  if (waiting.form_kind === 'access')
    return m.survey_channels_letter_access_about({ place }, { locale });
  if (waiting.audience === 'parent') {
    const said = { service, place };
    if (!ended_at) return m.survey_channels_letter_parent_about_undated(said, { locale });
    const date = formatter(locale, waiting.zone).date(ended_at);
    return m.survey_channels_letter_parent_about({ ...said, date }, { locale });
  }
  return ended_at
    ? m.survey_letter_about(
        { service, place, date: formatter(locale, waiting.zone).date(ended_at) },
        { locale },
      )
    : m.survey_letter_about_undated({ service, place }, { locale });
}

function subjectOf({ kind, form_kind, audience, locale }: Due, place: string): string {
  if (kind === 'reminder') return m.survey_mail_reminder_subject({ place }, { locale });
  if (form_kind === 'access') return m.survey_channels_letter_access_subject({ place }, { locale });
  if (audience === 'parent') return m.survey_channels_letter_parent_subject({ place }, { locale });
  return m.survey_letter_subject({ place }, { locale });
}

function whyOf({ form_kind, audience, locale }: Due): string {
  if (form_kind === 'access') return m.survey_channels_letter_access_why({}, { locale });
  if (audience === 'parent') return m.survey_channels_letter_parent_why({}, { locale });
  return m.survey_letter_why({}, { locale });
}

/** Who signs: the place's head by name and post; without one the place itself. */
function signature(signer: Signer | null, place: string, locale: Locale): string {
  if (!signer) return place;
  const post = (locale === 'en' ? signer.postEn : null) ?? signer.postRu;
  return m.survey_mail_signed({ name: signer.name, post, place }, { locale });
}

/** One invitation, ready to go. It names service, day and place; never a doctor or a department. */
export function invitationLetter(
  { settings: { publicUrl }, ports: { keys } }: Pick<App, 'settings' | 'ports'>,
  waiting: Due & { readonly to: string },
  { form, token, returnTicket, signer }: Parts,
): Letter {
  const { locale, id, to } = waiting;
  const place = (locale === 'en' ? waiting.place_en : null) ?? waiting.place_ru;
  const path = `/survey/${token}`;
  const question = questionOf(form, locale);
  const reminds = waiting.kind === 'reminder';
  const stop = stopTicket(keys, {
    personId: waiting.person_id,
    sender: senderOf({ id: waiting.place_id, organisation_id: waiting.organisation_id }),
  });
  const rendered = renderLetter(
    {
      subject: subjectOf(waiting, place),
      paragraphs: [
        aboutVisit(waiting, place),
        ...(reminds ? [m.survey_mail_reminder({}, { locale })] : []),
        m.survey_letter_apart({}, { locale }),
        ...(question?.text ? [question.text.text] : []),
      ],
      items: question ? taps(question, path, publicUrl, locale) : [],
      ...(question ? { after: m.survey_letter_tap({}, { locale }) } : {}),
      button: m.survey_letter_button({}, { locale }),
      signed: signature(signer, place, locale),
      why: `${whyOf(waiting)} ${m.survey_letter_once({}, { locale })}`,
      stop: m.survey_mail_stop({}, { locale }),
      stopLink: linkTo(publicUrl, `/survey-stop/${stop}`, locale),
    },
    linkTo(publicUrl, path, locale),
    locale,
  );
  const unsubscribe = new URL(`${ONE_CLICK_PATH}/${stop}`, publicUrl).href;
  return { id, to, locale, ...rendered, unsubscribe, list: 'surveys', returnTicket };
}
