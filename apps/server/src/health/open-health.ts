import { AppError, defineQuery, grantsOf, runQuery, type Actor } from '@otklik/kernel';
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { diskUnder } from './disk.ts';
import { measure, type Measurable, type Measured } from './measure.ts';
import { judge, type Alert } from './rules.ts';

const MB_bytes = 1_000_000;

/** Who answers for the whole region: a clinic's own administrator does not run the server. */
export const mayWatch = defineQuery({
  name: 'house.watch-installation',
  input: z.strictObject({}),
  policy({ actor }) {
    if (actor.kind !== 'person') throw new AppError('sign-in-required');
    const isOne = ({ role, reach }: (typeof actor.grants)[number]) =>
      role === 'administrator' && reach.kind === 'region';
    if (grantsOf(actor).some(isOne)) return;
    throw new AppError(actor.grants.some(isOne) ? 'second-factor-required' : 'forbidden');
  },
  handle: async () => null,
});

export interface AlertSince extends Alert {
  /** When a look first found it on; null when it is off, or no look has written it down yet. */
  readonly since: Date | null;
}

export interface Health {
  /** Whether requests should come here: database, migrations, disk. */
  ready(): Promise<boolean>;
  measure(): Promise<Measured>;
  /** The table of alerts for a person at the desk. @throws AppError sign-in-required, forbidden */
  alertsFor(actor: Actor): Promise<AlertSince[]>;
  /** Looks, remembers, and writes a line for every alert that began or ended since the last look. */
  look(): Promise<void>;
}

export function openHealth(
  it: Measurable & { readonly settings: Pick<Settings, 'dataDir' | 'diskFreeMin_MB'> },
): Health {
  const { app, database, settings } = it;
  return {
    async ready() {
      const { writable, free_bytes } = await diskUnder(settings.dataDir);
      const hasRoom = writable && free_bytes >= settings.diskFreeMin_MB * MB_bytes;
      if (!hasRoom) app.log.warn('disk.not-ready', { writable, free_bytes });
      return hasRoom && (await database.ready());
    },
    measure: () => measure(it),
    async alertsFor(actor) {
      await runQuery(app, actor, mayWatch, {});
      const since = await database.alertsSince();
      return judge(await measure(it)).map((alert) => ({
        ...alert,
        since: alert.on ? (since.get(alert.name) ?? null) : null,
      }));
    },
    async look() {
      const now = app.clock.now();
      const alerts = judge(await measure(it));
      const on = alerts.filter((alert) => alert.on).map(({ name }) => name);
      const { began, ended } = await database.keepAlerts(on, now);
      for (const name of began) {
        const { value, threshold, unit } = alerts.find((alert) => alert.name === name)!;
        app.log.warn('alert.began', { alert: name, value, threshold, unit });
      }
      for (const { name, beganAt } of ended)
        app.log.warn('alert.ended', {
          alert: name,
          lasted_s: Math.round((now.getTime() - beganAt.getTime()) / 1000),
        });
    },
  };
}
