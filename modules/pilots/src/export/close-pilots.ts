import { runCommand, runQuery, type Actor, type App, type Manifest } from '@otklik/kernel';
import { recordExport } from '../commands/record-export.ts';
import { stepClosing } from '../commands/step-closing.ts';
import { CLOSER } from '../policy.ts';
import { countWaiting } from '../queries/count-waiting.ts';
import { listClosing } from '../queries/list-closing.ts';
import { exportKey, writeExport } from './write-export.ts';

/**
 * Goes on with every pilot whose end has begun, as far as today allows. Cut short, the next run goes on; files are
 * written over, and count only once all of them are there.
 */
export async function closePilots(
  app: App,
  region: string,
  modules: readonly Pick<Manifest, 'name' | 'regionExport'>[],
  signal: AbortSignal,
): Promise<void> {
  const actor: Actor = { kind: 'system', region, name: CLOSER };
  for (const { id, code, places } of await runQuery(app, actor, listClosing, {})) {
    const { waiting } = await runQuery(app, actor, countWaiting, {
      places: places.map((place) => place.id),
    });
    for (let goesOn = true; goesOn && !signal.aborted;) {
      const { outcome } = await runCommand(app, actor, stepClosing, { code, waiting });
      goesOn = outcome === 'done' || outcome === 'more' || outcome === 'files';
      if (outcome !== 'files') continue;
      const files = await writeExport({
        app,
        region,
        places,
        modules,
        signal,
        put: ({ name, content, contentType }) =>
          app.ports.objects.put(exportKey(region, id, name), content, contentType),
      });
      await runCommand(app, actor, recordExport, { code, files });
    }
  }
}
