import { currentLocale, formatter, localizePath, m, type Locale } from '@otklik/i18n';
import { nameOf } from '#lib/clinics/names.ts';
import { inLocale } from '#lib/complaints/words.ts';
import { askedIn, loadStatistics } from '#lib/server/statistics.ts';
import { tableOf, TABLES } from '#lib/statistics/tables.ts';
import type { PageServerLoad } from './$types';

/** How complaints ended and how long answers took; place, topic and months stand in the address. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = askedIn(url);
  const { counted, okrugs, placeName } = await loadStatistics(locals, asked);
  const query = new URLSearchParams(Object.entries(asked)).toString();
  const said = formatter(currentLocale(), counted.zone, counted.countedAt);
  const place = counted.clinic
    ? nameOf(counted.clinic)
    : counted.place.id
      ? placeName(counted.place.id)
      : null;
  const tables = TABLES.flatMap((name) => {
    const table = tableOf(name, counted, placeName);
    const csv = localizePath(`/statistics/${name}.csv${query ? `?${query}` : ''}`);
    return table && table.rows.length > 0 ? [{ name, csv, ...table }] : [];
  });
  return {
    asked,
    place,
    clinic: asked.clinic ?? null,
    counted_at: said.dateTime(counted.countedAt, { zone: true }),
    least: counted.least,
    calendar_version: counted.calendarVersion,
    total: counted.total,
    supports: counted.supports,
    replies: counted.replies,
    assisted: counted.assisted?.share ?? null,
    inside_kind: counted.inside?.kind ?? null,
    tables,
    api: `/api/v1/statistics${query ? `?${query}` : ''}`,
    topics: counted.topics.map((topic) => ({ value: topic.code, text: inLocale(topic) })),
    places: okrugs.flatMap((okrug) => [
      { value: okrug.id, text: nameOf(okrug), group: nameOf(okrug) },
      ...okrug.districts.map((district) => ({
        value: district.id,
        text: nameOf(district),
        group: nameOf(okrug),
      })),
    ]),
    periods: periodsUntil(counted.countedAt),
    title: place ? m.complaints_statistics_of({ place }) : m.complaints_statistics_title(),
  };
};

const YEARS_OFFERED = 5;
const MONTHS_OFFERED = 36;

// To make one costs as much as to write out a page's figures.
const monthWords: Record<Locale, Intl.DateTimeFormat> = { ru: monthsIn('ru'), en: monthsIn('en') };
function monthsIn(locale: Locale): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** The last years as `YYYY` and the last months as `YYYY-MM`, the newest first. */
function periodsUntil(now: Date): { value: string; text: string; group: string }[] {
  const words = monthWords[currentLocale()];
  const years = Array.from({ length: YEARS_OFFERED }, (_, ago) => {
    const year = String(now.getUTCFullYear() - ago);
    return { value: year, text: year, group: m.complaints_statistics_years() };
  });
  const months = Array.from({ length: MONTHS_OFFERED }, (_, ago) => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago, 1));
    return {
      value: month.toISOString().slice(0, 7),
      text: words.format(month),
      group: m.complaints_statistics_months(),
    };
  });
  return [...years, ...months];
}
