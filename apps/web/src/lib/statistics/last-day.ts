import { currentLocale, figuresIn, m } from '@otklik/i18n';

interface LastDay {
  readonly n: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** How many answers came on the last day of their term, in words; that it is not told, where it is not. */
export function lastDayWords(what: 'reply' | 'interim', found: LastDay | null): string {
  if (!found)
    return what === 'reply' ? m.confidence_last_day_few() : m.confidence_last_day_interim_few();
  const figure = figuresIn(currentLocale()).number;
  const percent = (share: number): string => `${figure(Math.round(share * 100))}\u00a0%`;
  const said = {
    n: figure(found.n),
    share: percent(found.share),
    low: percent(found.low),
    high: percent(found.high),
  };
  return what === 'reply' ? m.confidence_last_day(said) : m.confidence_last_day_interim(said);
}
