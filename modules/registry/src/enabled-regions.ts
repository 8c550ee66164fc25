import { runQuery, type App } from '@otklik/kernel';
import { listEnabledRegions } from './queries/list-enabled-regions.ts';

/** Codes of the regions whose work recurring jobs go through, each in its own scope. */
export const enabledRegions = (app: App): Promise<string[]> =>
  runQuery(app, { kind: 'system', region: '', name: 'enabled-regions' }, listEnabledRegions, {});
