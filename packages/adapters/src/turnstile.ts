import { AppError } from '@otklik/kernel';

/**
 * Lets so many works run at once and so many wait, first come first served.
 * @throws AppError over-capacity when the queue is full
 */
export function createTurnstile(
  running_max: number,
  waiting_max: number,
): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= running_max) {
      if (waiting.length >= waiting_max) throw new AppError('over-capacity');
      // The one who leaves hands its place over, so `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
