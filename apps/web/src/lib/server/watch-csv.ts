import { m } from '@otklik/i18n';
import { csvText } from '@otklik/kernel';
import { csvCellsOf, csvHead, type FigureRow } from '#lib/watch/table.ts';

/** The figures of `/desk/watch` for a spreadsheet, in the words of the page. */
export const figuresCsv = (rows: readonly FigureRow[]): string =>
  csvText(
    csvHead(),
    rows.map((row) =>
      csvCellsOf(row).map((cell, at) => (at === 2 && cell === null ? m.watch_hidden() : cell)),
    ),
  );
