import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const PROCESS = fileURLToPath(new URL('./identity-provider-process.ts', import.meta.url));
const READY_ms = 20_000;

export interface IdentityProvider {
  readonly issuer: string;
  /** For OUTBOUND_ALLOW. */
  readonly address: string;
  /**
   * Walks from the address that we send a browser to until the provider sends it back to us, as a
   * browser would: cookies, its sign-in page, its redirects. Gives the address that it comes back to.
   */
  walk(url: string, login: string): Promise<URL>;
  stop(): Promise<void>;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Starts `oidc-provider` as its own process, knowing these exact return addresses. */
export async function startIdentityProvider(
  redirects: readonly string[],
  known_port?: number,
): Promise<IdentityProvider> {
  const port = known_port ?? (await freePort());
  const child = spawn(process.execPath, [PROCESS, String(port), ...redirects], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`no provider: ${said}`)), READY_ms);
    const hear = (chunk: Buffer): void => {
      said += String(chunk);
      if (!said.includes('provider ready')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(`the provider ended: ${said}`)));
  });
  const issuer = `http://127.0.0.1:${port}`;
  return {
    issuer,
    address: `127.0.0.1:${port}`,
    async walk(url, login) {
      const jar = new Map<string, string>();
      let next = new URL(url);
      let body: string | undefined;
      for (let step = 0; step < 12; step += 1) {
        const answer = await fetch(next, {
          method: body === undefined ? 'GET' : 'POST',
          redirect: 'manual',
          headers: {
            cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
            ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
          },
          ...(body === undefined ? {} : { body }),
        });
        for (const line of answer.headers.getSetCookie()) {
          const [pair = ''] = line.split(';');
          jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
        }
        body = undefined;
        const location = answer.headers.get('location');
        if (location) {
          next = new URL(location, next);
          if (next.origin !== issuer) return next;
        } else {
          const html = await answer.text();
          const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
          if (!action) throw new Error(`the provider says ${answer.status}: ${html.slice(0, 400)}`);
          next = new URL(action, next);
          const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1] ?? 'login';
          body = new URLSearchParams({ prompt, login, password: 'x' }).toString();
        }
      }
      throw new Error('the provider leads in circles');
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}
