import type { Frequency } from '@otklik/subscriptions';
import { m } from '@otklik/i18n';

export const frequencyWords: Readonly<Record<Frequency, () => string>> = {
  'at-once': m.subscriptions_frequency_at_once,
  daily: m.subscriptions_frequency_daily,
  weekly: m.subscriptions_frequency_weekly,
};

/** The three choices of a form. */
export const frequencyOptions = (): { value: Frequency; text: string }[] =>
  (Object.keys(frequencyWords) as Frequency[]).map((value) => ({
    value,
    text: frequencyWords[value](),
  }));
