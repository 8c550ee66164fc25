import type { WebServices } from '#lib/server/services.ts';

type Services = App.Locals['services'];
type Actor = App.Locals['actor'];
type DelayInput = Parameters<WebServices['desk']['delayStep']>[1];

/** What a step that waits to be made answers. */
export interface Delayed {
  readonly stepId: string;
  readonly runAt: Date;
}

export const isDelayed = (made: unknown): made is Delayed =>
  typeof made === 'object' && made !== null && 'runAt' in made && 'stepId' in made;

/** A moderator's step: put off for as long as it can be taken back, or made at once where that is no time. */
export const delayable = (
  services: Services,
  actor: Actor,
  input: DelayInput,
  atOnce: () => Promise<unknown>,
): Promise<unknown> => (services.undo_s > 0 ? services.desk.delayStep(actor, input) : atOnce());
