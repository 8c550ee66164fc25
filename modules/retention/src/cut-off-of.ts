import { runQuery, type App } from '@otklik/kernel';
import { RETENTION } from './model.ts';
import { termOf } from './queries/term-of.ts';

/**
 * The instant before which data of this class has had its time, for sweeps that are no command.
 *
 * @throws AppError unknown-reference (`no-retention-term`)
 */
export const cutOffOf = (app: App, region: string, name: string): Promise<Date> =>
  runQuery(app, { kind: 'system', region, name: RETENTION }, termOf, { class: name });
