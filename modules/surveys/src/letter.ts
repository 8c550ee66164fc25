import { formatter, m, type Locale } from '@otklik/i18n';
import type { Letter } from '@otklik/kernel';
import { linkTo, renderLetter, type LetterItem } from '@otklik/notices';
import { viewForm, type Form, type ViewItem } from '@otklik/questionnaire';
import type { Waiting } from './store/outbox.ts';

const STARS_MAX = 5;

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

/** One invitation, ready to go. It names service, day and place; never a doctor or a department. */
export function invitationLetter(
  publicUrl: string,
  waiting: Waiting,
  { form, token, to }: { readonly form: Form; readonly token: string; readonly to: string },
): Letter {
  const { locale, id, zone, ended_at } = waiting;
  const place = (locale === 'en' ? waiting.place_en : null) ?? waiting.place_ru;
  const service = serviceName(waiting.service_code, locale);
  const path = `/survey/${token}`;
  const question = tapQuestion(viewForm(form, {}, locale).items);
  const about = ended_at
    ? m.survey_letter_about(
        { service, place, date: formatter(locale, zone).date(ended_at) },
        { locale },
      )
    : m.survey_letter_about_undated({ service, place }, { locale });
  const rendered = renderLetter(
    {
      subject: m.survey_letter_subject({ place }, { locale }),
      paragraphs: [
        about,
        m.survey_letter_apart({}, { locale }),
        ...(question?.text ? [question.text.text] : []),
      ],
      items: question ? taps(question, path, publicUrl, locale) : [],
      ...(question ? { after: m.survey_letter_tap({}, { locale }) } : {}),
      button: m.survey_letter_button({}, { locale }),
      why: m.survey_letter_why({}, { locale }),
      stop: m.survey_letter_once({}, { locale }),
    },
    linkTo(publicUrl, path, locale),
    locale,
  );
  return { id, to, locale, ...rendered };
}
