import { AppError, type Actor } from '@otklik/kernel';

export const CLOCK = 'clock';

/** The jobs alone. @throws AppError forbidden */
export function onlyTime({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system') throw new AppError('forbidden');
}

/** What is given out here is the same for everybody. */
export const everybody = (): null => null;

/** What somebody who reads openly may ask of each verb in a minute, counted by network. */
export const READS_a_minute = 600;
export const readLimit = [
  { per: 'origin', count_max: READS_a_minute, window_s: 60, actors: ['visitor'] },
] as const;
