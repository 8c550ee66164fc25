import { request as httpRequest, type Server } from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { createListener } from '../src/http/listener.ts';
import { openApi } from '../src/http/api.ts';
import { openInstallation, type TestInstallation } from '../../../tests/support/installation.ts';

export interface Serving {
  readonly it: TestInstallation;
  /** `http://127.0.0.1:PORT` */
  readonly base: string;
  /** Lines of the log, parsed, oldest first. */
  readonly log: Record<string, unknown>[];
  call(path: string, init?: RequestInit): Promise<Response>;
  /** A key that may file; with a quota of so many an hour. */
  key(
    scope: 'complaints:write' | 'referrals:write' | 'slots:write' | 'visits:write',
    perHour?: number,
  ): Promise<string>;
  /** A key that may do nothing, as one of an older scope. */
  keyWithoutScope(): Promise<string>;
}

const CLI = { kind: 'system', region: 'RU-MOW', name: 'cli' } as const;

/** A real listener on a free port over a real installation, with the API mounted. */
export function useServing(): Serving {
  const holder: { it?: TestInstallation; server?: Server; base?: string } = {};
  const log: Record<string, unknown>[] = [];
  let keys = 0;
  beforeAll(async () => {
    const it = await openInstallation();
    const keep = (event: string, fields: object = {}) => void log.push({ event, ...fields });
    Object.assign(it.app.log, { info: keep, warn: keep, error: keep });
    let port = 0;
    const server = createListener(
      it,
      { web: (_, response) => response.end('page'), prefixes: openApi(it) },
      () => port,
      () => true,
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address && typeof address === 'object') port = address.port;
    Object.assign(holder, { it, server, base: `http://127.0.0.1:${port}` });
  });
  afterAll(async () => {
    holder.server?.closeAllConnections();
    await new Promise((resolve) => holder.server?.close(resolve));
    await holder.it?.close();
  });
  return {
    get it() {
      return holder.it!;
    },
    get base() {
      return holder.base!;
    },
    log,
    call: (path, init) => fetch(`${holder.base!}${path}`, init),
    async key(scope, perHour = 6000) {
      keys += 1;
      const asked = { name: `key ${keys}`, scopes: [scope], perHour };
      return (await holder.it!.accounts.createApiKey(CLI, asked)).key;
    },
    async keyWithoutScope() {
      const asked = { name: 'of old', scopes: ['complaints:write' as const] };
      const { key, keyId } = await holder.it!.accounts.createApiKey(CLI, asked);
      const sql = new pg.Client({ connectionString: holder.it!.superUrl });
      await sql.connect();
      await sql.query("update api_keys set scopes = '{complaints:read}' where id = $1", [keyId]);
      await sql.end();
      return key;
    },
  };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** A request as no browser and no `fetch` would send it. */
export function rawRequest(
  url: string,
  options: { method?: string; headers?: Record<string, string | string[]>; chunks?: Uint8Array[] },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, chunks = [] } = options;
    const request = httpRequest(url, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, text }),
      );
    });
    request.on('error', reject);
    for (const chunk of chunks) request.write(chunk);
    request.end();
  });
}
