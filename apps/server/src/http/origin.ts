import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { KeyPort } from '@otklik/kernel';

/**
 * The visitor's address: the socket's, or — behind so many trusted proxies — the entry that the outermost
 * of them appended to X-Forwarded-For. What a visitor writes there himself never counts.
 */
export function addressOf(request: IncomingMessage, trustedProxyHops: number): string {
  const socket = request.socket.remoteAddress ?? '';
  if (trustedProxyHops === 0) return socket;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((entry) => entry.trim());
  const entry = forwarded.at(-trustedProxyHops) ?? '';
  return isIP(entry) ? entry : socket;
}

/** The network an address belongs to: /24 for IPv4, /56 for IPv6. */
export function prefixOf(address: string): string {
  const v4 = address.replace(/^::ffff:/i, '');
  if (isIP(v4) === 4) return v4.split('.').slice(0, 3).join('.');
  if (isIP(address) !== 6) return 'unknown';
  const [head = '', tail = ''] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = [
    ...left,
    ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'),
    ...right,
  ];
  const padded = groups.slice(0, 4).map((group) => group.padStart(4, '0'));
  return padded.join(':').slice(0, 17);
}

/** What limits know of a visitor: a keyed hash of the network, never the address. */
export const originOf = (
  request: IncomingMessage,
  keys: KeyPort,
  trustedProxyHops: number,
): string => keys.hash('origin', prefixOf(addressOf(request, trustedProxyHops))).slice(0, 22);
