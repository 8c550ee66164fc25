import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  isAppError,
  type MessagePort,
  type OutboundPort,
  type PostedBack,
  type Taken,
} from '@otklik/kernel';
import { MessageError } from './message-error.ts';

export interface GatewayOptions {
  readonly outbound: OutboundPort;
  /** Where messages are posted to. */
  readonly url: string;
  /** Sent as a bearer. */
  readonly token: string;
  /** Signs what the gateway posts back. */
  readonly secret: string;
}

const ANSWER_MAX_bytes = 16_384;
/** What is posted back later than this is somebody's copy. */
const FRESH_max_s = 300;
const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;
/** Before these nothing of the message had left. */
const NOT_OUT: ReadonlySet<unknown> = new Set(['connect', 'resolve']);

/** `t=SECONDS,v1=HEX`: HMAC-SHA-256 of `SECONDS.BODY`. */
export function signPosted(secret: string, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const hex = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${hex}`;
}

/** Whether a body was signed with the secret within five minutes. */
export function isPostedBy(secret: string, { signature, body }: PostedBack, now: Date): boolean {
  const [, seconds, hex] = SIGNATURE.exec(signature) ?? [];
  if (!seconds || !hex) return false;
  if (Math.abs(now.getTime() / 1000 - Number(seconds)) > FRESH_max_s) return false;
  const expected = createHmac('sha256', secret).update(`${seconds}.${body}`).digest();
  return timingSafeEqual(expected, Buffer.from(hex, 'hex'));
}

function lost(error: unknown): MessageError {
  if (!isAppError(error)) return new MessageError('data', false);
  // An address that may not be gone to is a setting: nothing left, and it gets mended.
  const isOut = error.code !== 'forbidden' && !NOT_OUT.has(error.data['outbound']);
  return new MessageError(isOut ? 'data' : 'connect', false);
}

/** What a reply that is no success means: 5xx but 503 may come from between us and a gateway that has it. */
function refusalOf(status: number, word: unknown): MessageError {
  if (status === 401 || status === 403) return new MessageError('connect', false, status);
  if (status === 429 || status === 503 || status === 408)
    return new MessageError('sign-in', false, status);
  if (status >= 500 || status < 400) return new MessageError('data', false);
  if (word === 'recipient') return new MessageError('recipient', true, status, '5.1.1');
  return new MessageError('data', true, status, '5.6.0');
}

function fieldOf(body: Uint8Array, name: string): unknown {
  try {
    return (JSON.parse(Buffer.from(body).toString()) as Record<string, unknown> | null)?.[name];
  } catch {
    return undefined;
  }
}

/**
 * A gateway by HTTP, of text messages or of a messenger's bot: one POST a message, its own id in `Idempotency-Key`.
 * The shape stands in docs/reference/message-gateways.md.
 */
export function createGateway({ outbound, url, token, secret }: GatewayOptions): MessagePort {
  return {
    async send({ id, to, text, locale }): Promise<Taken> {
      const answer = await outbound
        .fetch(url, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json; charset=utf-8',
            'idempotency-key': id,
          },
          body: JSON.stringify({ id, to, text, locale }),
          maxBytes: ANSWER_MAX_bytes,
        })
        .catch((error: unknown) => {
          throw lost(error);
        });
      if (answer.status < 200 || answer.status > 299)
        throw refusalOf(answer.status, fieldOf(answer.body, 'error'));
      const named = fieldOf(answer.body, 'id');
      const isName = typeof named === 'string' && /^[A-Za-z0-9.-]{1,64}$/.test(named);
      return { queuedAs: isName ? named : null };
    },
    isSigned: (posted, now) => isPostedBy(secret, posted, now),
  };
}
