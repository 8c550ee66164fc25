import type pg from 'pg';

/**
 * Enters a correction of the country's calendar of 2026: a working day, `YYYY-MM-DD`, turns out to be a day off. Its
 * version says which: tables are kept by their versions for as long as the program runs, whatever the database.
 */
export async function makeDayOff(boss: pg.Client, date: string): Promise<void> {
  await boss.query(
    `insert into calendars (scope, year, version, content, act, verified)
     select scope, year, $3, jsonb_set(jsonb_set(jsonb_set(jsonb_set(jsonb_set(content,
         '{holidays}', content -> 'holidays' || jsonb_build_array(jsonb_build_object(
           'date', $1::text, 'name_ru', 'День города', 'name_en', 'City day'))),
         '{weekdays_off}', content -> 'weekdays_off' || to_jsonb($1::text)),
         '{totals,working_days}', to_jsonb((content #>> '{totals,working_days}')::int - 1)),
         '{totals,hours_40}', to_jsonb((content #>> '{totals,hours_40}')::int - 8)),
         array['totals', 'working_days_by_month', $2::text],
         to_jsonb((content #>> array['totals', 'working_days_by_month', $2::text])::int - 1)),
       act, verified
     from calendars where scope = 'RU' and year = 2026`,
    [date, String(Number(date.slice(5, 7)) - 1), `2999${date.slice(4)}`],
  );
}

/** Takes the correction back. */
export async function forgetDayOff(boss: pg.Client): Promise<void> {
  await boss.query(`delete from calendars where version like '2999-%'`);
}
