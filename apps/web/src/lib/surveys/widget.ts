import { m, type Locale } from '@otklik/i18n';
import { linesOf } from '#lib/subscriptions/card.ts';
import type { Look } from '#lib/button/button-svg.ts';

/** In pixels; the code to paste says the same, so that nothing moves when the picture comes. */
export const WIDGET = { width: 320, height: 132 } as const;

export interface WidgetFacts {
  readonly name: string;
  /** Null: too few answers. */
  readonly figure: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly n: number;
  } | null;
}

const COLOURS: Readonly<
  Record<Look, Readonly<Record<'ground' | 'ink' | 'soft' | 'line' | 'band', string>>>
> = {
  light: { ground: '#ffffff', ink: '#1f1d1a', soft: '#5a544b', line: '#7f786b', band: '#8fc7c4' },
  dark: { ground: '#12302f', ink: '#ffffff', soft: '#cfd8d6', line: '#9fb1ae', band: '#3d7f7b' },
};
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);

/** Stands for a thin space while a name is divided into lines: there it must not be one. */
const HELD = '\ue000';
const NARROW = '\u202f';
/** A sign of number never touches its number, nor parts from it at the end of a line. */
export const numbered = (name: string, space = NARROW): string =>
  name.replace(/(№|\bNo\.)\s?(?=\d)/g, `$1${space}`);

const LINE_characters = 34;
const STRIP = { left: 16, width: 288 } as const;
const round = (value: number): string => String(Math.round(value));

/** The picture in words: what stands in `alt`, in the frame and in the picture's own title. */
export function widgetWords(facts: WidgetFacts, locale: Locale): string {
  const name = numbered(facts.name);
  const { figure } = facts;
  if (!figure) return m.survey_results_widget_alt_few({ name }, { locale });
  const { value, low, high, n } = figure;
  const said = { name, value: round(value), low: round(low), high: round(high), n: String(n) };
  return m.survey_results_widget_alt(said, { locale });
}

/** The picture as SVG: words, a strip with its margin, no outside reference and no script. */
export function widgetSvg(facts: WidgetFacts, look: Look, locale: Locale): string {
  const { ground, ink, soft, line, band } = COLOURS[look];
  const words = widgetWords(facts, locale);
  const text = (said: string, y: number, size: number, fill: string, weight = 400): string =>
    `<text x="16" y="${y}" font-family="Golos Text, Arial, sans-serif" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(said)}</text>`;
  const x = (value: number): string => (STRIP.left + (value * STRIP.width) / 100).toFixed(1);
  const names = linesOf(numbered(facts.name, HELD), LINE_characters, 2).map((said, at) =>
    text(said.replaceAll(HELD, NARROW), 24 + at * 18, 14, ink, 700),
  );
  const { figure } = facts;
  const body = figure
    ? [
        text(
          m.survey_results_widget_value({ value: round(figure.value) }, { locale }),
          78,
          20,
          ink,
          700,
        ),
        `<path d="M16 94H304" stroke="${line}"/><rect x="${x(figure.low)}" y="89" width="${Math.max(2, ((figure.high - figure.low) * STRIP.width) / 100).toFixed(1)}" height="10" fill="${band}"/><circle cx="${x(figure.value)}" cy="94" r="5" fill="${ink}"/>`,
        text(
          `${m.survey_results_widget_answers({ n: String(figure.n) }, { locale })} · ${m.common_site_name({}, { locale })}`,
          119,
          12,
          soft,
        ),
      ]
    : [
        text(m.survey_results_few_title({}, { locale }), 80, 15, ink),
        text(m.common_site_name({}, { locale }), 119, 12, soft),
      ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDGET.width}" height="${WIDGET.height}" viewBox="0 0 ${WIDGET.width} ${WIDGET.height}" role="img" lang="${locale}"><title>${escaped(words)}</title><rect x="1" y="1" width="${WIDGET.width - 2}" height="${WIDGET.height - 2}" rx="8" fill="${ground}" stroke="${line}"/>${names.join('')}${body.join('')}</svg>`;
}

/** The frame: the same picture, and a link that opens outside of it. No script, no style of others. */
export function widgetFrame(
  facts: WidgetFacts,
  { look, locale, link }: { look: Look; locale: Locale; link: string },
): string {
  const title = escaped(widgetWords(facts, locale));
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${title}</title></head><body><a href="${escaped(link)}" target="_blank" rel="noopener">${widgetSvg(facts, look, locale)}</a></body></html>`;
}
