import { m } from '@otklik/i18n';
import type { App, ShortMessage } from '@otklik/kernel';
import { linkTo } from '@otklik/notices';
import { serviceName } from './letter.ts';
import { partsOf } from './model/parts.ts';
import type { Due } from './store/outbox.ts';

/** Words of a text message; the place is named where that costs no further part. */
function smsText(waiting: Due, link: string): string {
  const { locale } = waiting;
  const place = (locale === 'en' ? waiting.place_en : null) ?? waiting.place_ru;
  if (waiting.form_kind === 'access') return m.survey_channels_sms_access({ link }, { locale });
  if (waiting.audience === 'parent') return m.survey_channels_sms_parent({ link }, { locale });
  const short = m.survey_channels_sms({ link }, { locale });
  const named = m.survey_channels_sms_place({ place, link }, { locale });
  return partsOf(named) <= partsOf(short) ? named : short;
}

function botText(waiting: Due, link: string): string {
  const { locale } = waiting;
  const place = (locale === 'en' ? waiting.place_en : null) ?? waiting.place_ru;
  const service = serviceName(waiting.service_code, locale);
  if (waiting.form_kind === 'access')
    return m.survey_channels_bot_access({ place, link }, { locale });
  if (waiting.audience === 'parent')
    return m.survey_channels_bot_parent({ place, link }, { locale });
  return m.survey_channels_bot({ place, service, link }, { locale });
}

/** One invitation as a short message. Neither a doctor nor a child’s name, and no more than where it was. */
export function invitationMessage(
  { settings: { publicUrl } }: Pick<App, 'settings'>,
  waiting: Due & { readonly to: string },
  token: string,
): ShortMessage {
  const { id, to, locale } = waiting;
  const link = linkTo(publicUrl, `/survey/${token}`, locale);
  const text = waiting.channel === 'sms' ? smsText(waiting, link) : botText(waiting, link);
  return { id, to, text, locale };
}
