/** From the first signal on: what is left has so long, then the process ends all the same. */
const STOP_WITHIN_MS = 9_000;

/** Thrown where a start is broken off: nobody failed. */
export class StopAsked extends Error {
  override readonly name = 'StopAsked';
}

export interface Stopping {
  /** Aborted by SIGTERM and SIGINT; its reason is a `StopAsked`. */
  readonly signal: AbortSignal;
  /** The exit code, once somebody asked to stop. */
  readonly asked: Promise<number>;
  /** Stops from within: the database is lost. */
  stop(code: number): void;
  /** The result of `work`, or `StopAsked` as soon as somebody asks to stop: then nobody waits for it. */
  orStop<T>(work: Promise<T>): Promise<T>;
  end(): void;
}

/**
 * Hears SIGTERM and SIGINT from now on, so that a start can be broken off as well as a running server. A
 * second signal changes nothing: terminals and npm send it to us both.
 */
export function hearStop(): Stopping {
  const controller = new AbortController();
  let code_asked = 0;
  let tell: (code: number) => void = () => undefined;
  const asked = new Promise<number>((resolve) => {
    tell = resolve;
  });
  let killer: NodeJS.Timeout | undefined;
  const stop = (code: number): void => {
    if (controller.signal.aborted) return;
    code_asked = code;
    killer = setTimeout(() => process.exit(1), STOP_WITHIN_MS);
    killer.unref();
    controller.abort(new StopAsked('stop'));
    tell(code);
  };
  const hear = () => stop(0);
  process.on('SIGTERM', hear);
  process.on('SIGINT', hear);
  return {
    signal: controller.signal,
    asked,
    stop,
    async orStop(work) {
      // Left alone when somebody stops: its failure on a closed database is nobody's business.
      work.catch(() => undefined);
      return Promise.race([
        work,
        asked.then((): never => {
          throw new StopAsked(`stop ${code_asked}`);
        }),
      ]);
    },
    end() {
      clearTimeout(killer);
      process.off('SIGTERM', hear);
      process.off('SIGINT', hear);
    },
  };
}
