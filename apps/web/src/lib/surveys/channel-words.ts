import { m } from '@otklik/i18n';

const CHANNELS: Readonly<Record<string, () => string>> = {
  mail: m.survey_channels_channel_mail,
  sms: m.survey_channels_channel_sms,
  messenger: m.survey_channels_channel_messenger,
};
export const channelWords = (channel: string): string => CHANNELS[channel]?.() ?? channel;

const OWN: Readonly<Record<string, () => string>> = {
  mail: m.survey_channels_own_way_mail,
  sms: m.survey_channels_own_way_sms,
  messenger: m.survey_channels_own_way_messenger,
};
/** A way as a person ticks it: «write to me by …». */
export const ownWayWords = (channel: string): string => OWN[channel]?.() ?? channel;

const KINDS: Readonly<Record<string, () => string>> = {
  cancelled: m.survey_channels_correction_cancelled,
  moved: m.survey_channels_correction_moved,
  mended: m.survey_channels_correction_mended,
};
/** What was corrected, and whether a letter had left by then. */
export function correctionWords(kind: string, stage: string): string {
  const what = KINDS[kind]?.() ?? kind;
  return stage === 'before-letter'
    ? m.survey_channels_correction_before_letter({ what })
    : m.survey_channels_correction_after_letter({ what });
}

const words = m as unknown as Readonly<Record<string, (() => string) | undefined>>;
/** What stands in a column of a file; `status` of a list of people is another than that of visits. */
export const columnWords = (name: string, file: 'visits' | 'attached'): string =>
  (file === 'attached' && name === 'status'
    ? m.survey_channels_column_attached_status()
    : words[`survey_column_${name}`]?.()) ?? name;

/** Columns of a file as a table of a page. */
export const columnRows = (
  columns: readonly { readonly name: string; readonly isRequired: boolean }[],
  file: 'visits' | 'attached',
) =>
  columns.map(({ name, isRequired }) => ({
    name,
    about: columnWords(name, file),
    required: isRequired ? m.survey_channels_columns_yes() : m.survey_channels_columns_no(),
  }));
export const columnHeads = () => [
  { key: 'name', text: m.survey_channels_columns_name() },
  { key: 'about', text: m.survey_channels_columns_about() },
  { key: 'required', text: m.survey_channels_columns_required() },
];
