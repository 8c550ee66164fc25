import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { AppError } from '@otklik/kernel';
import { isPublicAddress } from './public-address.ts';

export interface OutboundOptions {
  /** Plain http too, with port 80: for tests and demonstrations. */
  readonly allowHttp?: boolean;
  /** Ports besides 443 (and 80 with allowHttp). */
  readonly ports?: readonly number[];
  /** Every address of a name; the system's resolver by default. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
  /** Addresses to allow although they are not public: for tests on loopback, or a named inner host. */
  readonly allowAddresses?: readonly string[];
  /** PEM certificates to believe instead of the well-known ones. */
  readonly ca?: string;
  readonly connect_ms?: number;
  readonly total_ms?: number;
}

export interface Target {
  readonly url: URL;
  /** Without brackets; an IP address when the URL names one. */
  readonly host: string;
  /** All of them checked, in the resolver's order. */
  readonly addresses: readonly string[];
}

/**
 * Parses by WHATWG rules (which make `0x7f.1` and `2130706433` plain), checks, resolves once and
 * checks every address: one closed address among open ones refuses the whole name.
 * @throws AppError forbidden, unavailable; `outbound` says why, the URL is not repeated
 */
export async function resolveTarget(text: string, options: OutboundOptions): Promise<Target> {
  const url = URL.parse(text);
  if (!url) return refuse('url');
  const plain = url.protocol === 'http:';
  if (url.protocol !== 'https:' && !(plain && options.allowHttp)) return refuse('scheme');
  if (url.username !== '' || url.password !== '') return refuse('userinfo');
  const ports = [443, ...(options.allowHttp ? [80] : []), ...(options.ports ?? [])];
  if (!ports.includes(portOf(url))) return refuse('port');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await resolveName(host, options);
  const allowed = (address: string) =>
    isPublicAddress(address) || (options.allowAddresses?.includes(address) ?? false);
  if (addresses.length === 0) throw new AppError('unavailable', { outbound: 'resolve' });
  if (!addresses.every(allowed)) return refuse('address');
  return { url, host, addresses };
}

export const portOf = (url: URL): number =>
  url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port);

async function resolveName(name: string, options: OutboundOptions): Promise<readonly string[]> {
  try {
    if (options.resolve) return await options.resolve(name);
    const found = await lookup(name, { all: true, order: 'ipv4first' });
    return found.map(({ address }) => address);
  } catch {
    throw new AppError('unavailable', { outbound: 'resolve' });
  }
}

function refuse(reason: string): never {
  throw new AppError('forbidden', { outbound: reason });
}
