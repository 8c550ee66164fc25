import type { IncomingMessage, ServerResponse } from 'node:http';
import { askerOf, isAppError, publicScope, type Actor } from '@otklik/kernel';
import { latestRelease } from '@otklik/survey-answers';
import type { Installation } from '../assemble.ts';
import type { Handler, Routed } from './listener.ts';
import { originOf } from './origin.ts';
import { answerRefusal } from './refusal.ts';

const LOOK_EVERY_ms = 1000;
const BEAT_EVERY_ms = 20_000;
const ASK_AGAIN_EVERY_ms = 60_000;
const RETRY_ms = 5000;
const PATTERN = '/live/surveys/[place]';
const PATH = /^\/live\/surveys\/([a-z0-9][a-z0-9-]{1,60})$/;
const MARK = /^[\d.-]{0,40}$/;

export interface LiveLimits {
  /** Open dashboards of one process. */
  readonly open_max: number;
  readonly open_of_one_max: number;
}
export const LIVE_LIMITS: LiveLimits = { open_max: 200, open_of_one_max: 3 };

interface Open {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly place: string;
  readonly who: string;
  mark: string;
}

/**
 * Tells open dashboards that a batch of answers came out, and nothing of what was in it: the page then asks for
 * itself anew. One look a second a process, whatever the number of pages, and none while nobody is there; whoever
 * lost the right is let go within a minute.
 */
export function openLive(installation: Installation, limits: LiveLimits = LIVE_LIMITS) {
  const { app, accounts, faces, settings } = installation;
  const opens = new Set<Open>();
  let looking = false;

  const actorOf = (request: IncomingMessage): Promise<Actor> =>
    accounts.actorFromRequest({
      cookie: request.headers.cookie ?? null,
      region: settings.region,
      origin: originOf(request, app.ports.keys, settings.trustedProxyHops),
    });
  /** The mark of now, for who may see this place. */
  const askAs = async (actor: Actor, place: string): Promise<string> =>
    (await faces.surveyResults.latestRelease(actor, { place, locale: 'ru' })).mark;
  const markNow = async (): Promise<string> => {
    const found = await app.store.withScope(publicScope(settings.region), latestRelease, {
      readonly: true,
      now: app.clock.now(),
    });
    return found?.mark ?? '';
  };
  function tell(one: Open, mark: string): void {
    if (one.mark === mark) return;
    one.mark = mark;
    one.response.write(`event: release\nid: ${mark}\ndata:\n\n`);
  }

  /** Looks for a new batch and tells every open page of it. */
  async function look(): Promise<void> {
    if (looking || opens.size === 0) return;
    looking = true;
    try {
      const mark = await markNow();
      for (const one of opens) tell(one, mark);
    } catch (error) {
      app.log.error('live.failed', { error });
    } finally {
      looking = false;
    }
  }

  /** Asks again whether each may still see its place, and lets go who may not. */
  async function askAgain(): Promise<void> {
    for (const one of opens)
      try {
        await askAs(await actorOf(one.request), one.place);
      } catch {
        one.response.end();
      }
  }

  function beat(): void {
    for (const { response } of opens) response.write(':\n\n');
  }

  const handler: Handler = async (request: Routed, response) => {
    request.otklikRoute = PATTERN;
    const refuse = (status: number, code: string, retryAfter_s?: number): void =>
      answerRefusal(
        response,
        { status, code, ...(retryAfter_s ? { retryAfter_s } : {}) },
        { request, door: 'pages' },
      );
    const url = new URL(request.url ?? '/', 'http://live');
    const place = PATH.exec(url.pathname)?.[1];
    if (request.method !== 'GET') return refuse(405, 'method-not-allowed');
    if (!place) return refuse(404, 'not-found');
    const actor = await actorOf(request);
    request.otklikAsker = askerOf(actor);
    let mark: string;
    try {
      mark = await askAs(actor, place);
    } catch (error) {
      if (isAppError(error)) return refuse(error.status, error.code);
      throw error;
    }
    const who = actor.kind === 'person' ? actor.personId : actor.kind;
    const own = [...opens].filter((one) => one.who === who).length;
    if (opens.size >= limits.open_max || own >= limits.open_of_one_max)
      return refuse(503, 'over-capacity', RETRY_ms / 1000);
    const since = request.headers['last-event-id'] ?? url.searchParams.get('since') ?? mark;
    const known = typeof since === 'string' && MARK.test(since) ? since : mark;
    const open: Open = { request, response, place, who, mark: known };
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write(`retry: ${RETRY_ms}\n\n`);
    opens.add(open);
    response.once('close', () => opens.delete(open));
    // A batch between the making of the page and this call.
    tell(open, mark);
  };

  const timers: ReturnType<typeof setInterval>[] = [];
  return {
    handler,
    look,
    askAgain,
    start(): void {
      timers.push(
        setInterval(() => void look(), LOOK_EVERY_ms),
        setInterval(() => void askAgain(), ASK_AGAIN_EVERY_ms),
        setInterval(beat, BEAT_EVERY_ms),
      );
    },
    /** Lets everybody go at once: the door may close. */
    close(): void {
      for (const timer of timers) clearInterval(timer);
      for (const { response } of opens) response.end();
    },
  };
}
