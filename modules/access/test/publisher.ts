import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { createOutbound } from '@otklik/adapters';
import type { Serving } from '../../../apps/server/test/serving.ts';
import { lookAtDue } from '../src/jobs/look-at-sources.ts';
import { clock } from './house.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A publisher of files that answers as it is told, and writes down what it was asked. */
export interface Publisher {
  readonly at: string;
  /** Paths asked for, with their validators. */
  readonly asked: { readonly path: string; readonly etag: string | undefined }[];
  put(path: string, answer: string | Answer): void;
  look(): Promise<void>;
}

/** @param house an installation whose way out may reach this machine alone */
export function usePublisher(house: Serving): Publisher {
  const pages = new Map<string, string | Answer>();
  const asked: { path: string; etag: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, etag: request.headers['if-none-match'] });
    const page = pages.get(path);
    if (typeof page === 'function') page(request, response);
    else if (page === undefined) response.writeHead(404).end();
    else response.writeHead(200).end(page);
  });
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
    const outbound = createOutbound({
      allowHttp: true,
      ports: [port],
      allowAddresses: ['127.0.0.1'],
      resolve: async (name) => (name.startsWith('inner') ? ['10.0.0.1'] : ['127.0.0.1']),
    });
    Object.assign(house.it.app.ports, { outbound });
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    get at() {
      return `http://publisher.example:${port}`;
    },
    asked,
    put: (path, answer) => void pages.set(path, answer),
    look: () => lookAtDue(house.it.app, clock),
  };
}

export const lines = (...resources: readonly unknown[]): string =>
  resources.map((one) => `${typeof one === 'string' ? one : JSON.stringify(one)}\n`).join('');

export const locationOf = (id: string, more: object = {}) => ({
  resourceType: 'Location',
  id,
  ...more,
});
export const scheduleOf = (id: string, place: string, more: object = {}) => ({
  resourceType: 'Schedule',
  id,
  actor: [{ reference: `Location/${place}` }],
  serviceType: [{ coding: [{ code: 'therapist' }, { code: null }] }],
  ...more,
});
export const slotOf = (id: string, schedule: string, start: string, more: object = {}) => ({
  resourceType: 'Slot',
  id,
  schedule: { reference: `Schedule/${schedule}` },
  status: 'free',
  start,
  end: new Date(Date.parse(start) + 900_000).toISOString(),
  ...more,
});
export const manifestOf = (
  at: string,
  time: Date,
  ...files: readonly (readonly [string, string, object?])[]
) =>
  JSON.stringify({
    transactionTime: time.toISOString(),
    request: `${at}/$bulk-publish`,
    output: [
      ...files.map(([type, path, extension]) => ({ type, url: `${at}${path}`, ...extension })),
      { type: 'HealthcareService', url: `${at}/services` },
    ],
    error: [],
  });
