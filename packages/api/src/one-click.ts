import { localizePath } from '@otklik/i18n';
import { isAppError, type Actor, type Face, type Log } from '@otklik/kernel';
import { ALERT_TICKET } from '@otklik/notices';
import { ONE_CLICK_PATH, type manifest as subscriptions } from '@otklik/subscriptions';
import { STOP_TICKET, type manifest as surveys } from '@otklik/surveys';
import type { manifest as waitAlerts } from '@otklik/wait-alerts';
import type { ApiRequestFacts } from './doors.ts';

export const ONE_CLICK_ROUTES: readonly string[] = [
  `get ${ONE_CLICK_PATH}/{ticket}`,
  `post ${ONE_CLICK_PATH}/{ticket}`,
];

interface OneClickOptions {
  readonly faces: {
    readonly subscriptions: Pick<Face<typeof subscriptions>, 'stopByLink'>;
    readonly surveys: Pick<Face<typeof surveys>, 'stopByLink'>;
    readonly waitAlerts: Pick<Face<typeof waitAlerts>, 'stopByLink'>;
  };
  readonly region: string;
  readonly log: Log;
}

const plain = (status: number, text: string, headers: Record<string, string> = {}): Response =>
  new Response(text, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      ...headers,
    },
  });

/**
 * Where a reader's mail program stops letters for them (RFC 8058): a POST without cookies, from a machine of
 * somebody else's. The ticket in the address is all it needs, and says which letters it is about. People who open
 * the address get a page.
 */
export function createOneClick({ faces, region, log }: OneClickOptions) {
  return {
    async fetch(request: Request, facts: ApiRequestFacts): Promise<Response> {
      facts.matched?.(`${ONE_CLICK_PATH}/{ticket}`);
      const ticket = new URL(request.url).pathname.slice(ONE_CLICK_PATH.length + 1);
      const isSurvey = STOP_TICKET.test(ticket);
      const isAlert = ALERT_TICKET.test(ticket);
      // A scanner of mail opens every link: nothing is stopped by that.
      if (request.method === 'GET' || request.method === 'HEAD') {
        const page = isAlert ? '/access/alerts/stop' : isSurvey ? '/survey-stop' : '/unsubscribe';
        const location = localizePath(`${page}/${encodeURIComponent(ticket)}`, 'ru');
        return plain(303, '', { location });
      }
      if (request.method !== 'POST') return plain(405, '', { allow: 'GET, HEAD, POST' });
      const visitor: Actor = { kind: 'visitor', region, origin: facts.origin };
      try {
        if (isAlert) await faces.waitAlerts.stopByLink(visitor, { ticket });
        else await (isSurvey ? faces.surveys : faces.subscriptions).stopByLink(visitor, { ticket });
        return plain(200, 'stopped\n');
      } catch (error) {
        if (!isAppError(error) || error.status >= 500) {
          log.error('one-click.failed', { request_id: facts.requestId, error });
          return plain(500, 'failed\n');
        }
        return plain(error.code === 'invalid-input' ? 404 : error.status, `${error.code}\n`);
      }
    },
  };
}
