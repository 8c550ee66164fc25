import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyRule, HttpLimits } from './body-limits.ts';

/** Why a body was cut; read by the door that answers. */
export type BodyFault = 'body-too-large' | 'over-capacity';

/** What the pages' hook finds on the request: a cut body is not what was sent. */
export type Watched = IncomingMessage & { otklikBodyFault?: BodyFault };

/** Bytes of all bodies that are being received or worked on, in this listener. */
export interface BodyBudget {
  held_bytes: number;
}

export interface WatchOptions {
  readonly rule: BodyRule;
  readonly limits: HttpLimits;
  readonly budget: BodyBudget;
  readonly onFault: (fault: BodyFault | 'timeout') => void;
  /** The whole answer, as bytes, for one who takes too long. */
  readonly lateAnswer: () => string;
}

/**
 * Counts a body while it comes, whatever its length claims, and ends it for its reader where the limit is:
 * the rest is swallowed for a while, so that the sender, who reads only after writing, sees the answer.
 * A body that takes too long ends the connection.
 *
 * It steps in at `push`, the one method by which Node's parser hands bytes to the request: a listener for
 * `data` would start the flow before the page or the API is there to read.
 */
export function watchBody(
  request: Watched,
  response: ServerResponse,
  { rule, limits, budget, onFault, lateAnswer }: WatchOptions,
): void {
  const push = request.push.bind(request);
  let size_bytes = 0;
  let held_bytes = 0;
  let swallowed_bytes = 0;
  let words_bytes = 0;
  let isOver = false;

  const cut = () => {
    onFault('timeout');
    const { socket } = request;
    // Past the response, which a door still holds that waits for the rest of this body.
    if (response.headersSent || !socket.writable) return void socket.destroySoon();
    // What still comes is let in for a while: a connection shut in a sender's face takes the answer with it.
    socket.end(lateAnswer());
    setTimeout(() => socket.destroy(), limits.linger_ms).unref();
  };
  const whole = setTimeout(cut, rule.upload ? limits.upload_ms : limits.request_ms);
  const idle = rule.upload ? setTimeout(cut, limits.upload_idle_ms) : undefined;
  let lingering: NodeJS.Timeout | undefined;
  const stopTimers = () => {
    clearTimeout(whole);
    clearTimeout(idle);
    clearTimeout(lingering);
  };
  const end = () => {
    if (isOver) return;
    isOver = true;
    stopTimers();
    // Else Node takes an end before the announced length for a lost sender, and closes without an answer.
    request.complete = true;
    push(null);
  };
  const refuse = (fault: BodyFault) => {
    request.otklikBodyFault = fault;
    onFault(fault);
    if (!response.headersSent) response.setHeader('connection', 'close');
    lingering = setTimeout(end, limits.linger_ms);
  };

  const take = (chunk: Buffer): boolean => {
    size_bytes += chunk.length;
    held_bytes += chunk.length;
    budget.held_bytes += chunk.length;
    return push(chunk);
  };

  request.push = (chunk: Buffer | null): boolean => {
    if (chunk === null) {
      end();
      return false;
    }
    if (isOver) return true;
    idle?.refresh();
    if (request.otklikBodyFault) {
      lingering?.refresh();
      if (size_bytes + chunk.length <= words_bytes) {
        // Whether anybody reads them or not: the sender must go on, or never hears the answer.
        take(chunk);
        return true;
      }
      swallowed_bytes += chunk.length;
      if (swallowed_bytes > limits.linger_max_bytes) end();
      return true;
    }
    const fault =
      size_bytes + chunk.length > rule.size_max_bytes
        ? 'body-too-large'
        : budget.held_bytes + chunk.length > limits.bodies_max_bytes
          ? 'over-capacity'
          : null;
    if (fault) {
      refuse(fault);
      return true;
    }
    return take(chunk);
  };
  response.once('close', () => {
    stopTimers();
    budget.held_bytes -= held_bytes;
    held_bytes = 0;
  });
  // Said beforehand: of it only the beginning is read, where a form has the words that somebody typed.
  if (Number(request.headers['content-length'] ?? 0) > rule.size_max_bytes) {
    words_bytes = limits.words_max_bytes;
    refuse('body-too-large');
  }
}
