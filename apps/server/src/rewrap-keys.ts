import { rewrapDataKeys } from '@otklik/db';
import { systemScope } from '@otklik/kernel';
import type { Installation } from './assemble.ts';

export interface Rewrapped {
  readonly rewrapped: number;
  readonly failed: number;
}

/**
 * Wraps every data key with the current key-encryption key, batch by batch, each in its own transaction
 * with a line in the act log. Stopped half-way it goes on where it was; run again it changes nothing.
 */
export async function rewrapKeys(
  { app, database }: Installation,
  signal: AbortSignal = new AbortController().signal,
  batch_keys = 500,
): Promise<Rewrapped> {
  const total = { rewrapped: 0, failed: 0 };
  const { keys } = app.ports;
  const use = await database.kekUse();
  const old = use.filter(({ kekId }) => kekId !== keys.currentKekId);
  for (const region of new Set(old.map((row) => row.region))) {
    let cursor: string | null = null;
    do {
      if (signal.aborted) return total;
      const after: string | null = cursor;
      const batch = await app.store.withScope(
        systemScope(region, 'rewrap'),
        async (tx) => {
          const done = await rewrapDataKeys(tx, keys, after, batch_keys);
          if (done.rewrapped > 0)
            await app.store.audit(tx, {
              actor: 'system:rewrap',
              role: '',
              action: 'house.rewrap-data-keys',
              object: `kek:${keys.currentKekId}`,
              outcome: 'done',
              before: null,
              after: String(done.rewrapped),
            });
          return done;
        },
        { now: app.clock.now() },
      );
      for (const id of batch.failed) app.log.error('keys.not-rewrapped', { data_key_id: id });
      total.rewrapped += batch.rewrapped;
      total.failed += batch.failed.length;
      cursor = batch.cursor;
    } while (cursor);
  }
  await database.rewrapCheck();
  return total;
}
