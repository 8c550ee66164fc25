import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Readonly<Record<string, unknown>>;

/** What the provider says otherwise than it is, on the next way through it. */
export interface Lies {
  /** Claims of the token over the honest ones; undefined takes one away. */
  readonly claims?: Json;
  readonly header?: Json;
  /** How the token is signed: by a key that is not published, not at all, by the public key as a secret, broken. */
  readonly signed?: 'stranger' | 'none' | 'public-key-as-secret' | 'broken';
  /** Of the discovery document. */
  readonly metadata?: Json;
  /** The answer of the token endpoint as it stands. */
  readonly token?: { readonly status: number; readonly body: string; readonly type?: string };
  /** Answers of the userinfo endpoint. */
  readonly userinfo?: Json;
}

export interface LyingProvider {
  readonly issuer: string;
  readonly address: string;
  lie(lies: Lies): void;
  /** The honest return of the browser from the address it was sent to. */
  back(url: string): URL;
  stop(): Promise<void>;
}

const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A provider of identity in a few lines, that says whatever a test wants it to: no other would lie. */
export async function startLyingProvider(): Promise<LyingProvider> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' };
  let lies: Lies = {};
  let issuer = '';
  /** The nonce of the way that each code was made for. */
  const ways = new Map<string, { nonce: string; client: string }>();

  const signature = (text: string, key: KeyObject): string =>
    sign('RSA-SHA256', Buffer.from(text), key).toString('base64url');
  const seal = (text: string): string => {
    switch (lies.signed) {
      case 'none':
        return '';
      case 'stranger':
        return signature(text, stranger.privateKey);
      case 'public-key-as-secret': {
        const pem = createPublicKey(own.privateKey).export({ type: 'spki', format: 'pem' });
        return createHmac('sha256', pem).update(text).digest('base64url');
      }
      case 'broken':
        return `${signature(text, own.privateKey).slice(0, -6)}AAAAAA`;
      case undefined:
        return signature(text, own.privateKey);
    }
  };
  const idToken = (way: { nonce: string; client: string }): string => {
    const now_s = Math.floor(Date.now() / 1000);
    const honest = {
      iss: issuer,
      sub: 'anna',
      aud: way.client,
      nonce: way.nonce,
      iat: now_s,
      exp: now_s + 300,
    };
    const text = `${part({ alg: 'RS256', kid: 'own', typ: 'JWT', ...lies.header })}.${part({
      ...honest,
      ...lies.claims,
    })}`;
    return `${text}.${seal(text)}`;
  };

  const answers: Readonly<Record<string, (body: URLSearchParams) => unknown>> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      userinfo_endpoint: `${issuer}/me`,
      authorization_response_iss_parameter_supported: true,
      ...lies.metadata,
    }),
    '/jwks': () => ({ keys: [jwk] }),
    '/token': (body) => {
      const way = ways.get(body.get('code') ?? '');
      return way
        ? {
            access_token: 'access',
            token_type: 'Bearer',
            expires_in: 60,
            id_token: idToken(way),
          }
        : null;
    },
    '/me': () => ({ sub: 'anna', ...lies.userinfo }),
  };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = (request.url ?? '').split('?')[0]!;
      const said = path === '/token' ? lies.token : undefined;
      if (said) {
        response.writeHead(said.status, { 'content-type': said.type ?? 'application/json' });
        response.end(said.body);
        return;
      }
      const answer = answers[path]?.(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
      response.writeHead(answer ? 200 : 400, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { error: 'invalid_grant' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  issuer = `http://127.0.0.1:${port}`;
  return {
    issuer,
    address: `127.0.0.1:${port}`,
    lie: (next) => {
      lies = next;
    },
    back(url) {
      const asked = new URL(url).searchParams;
      const code = `code-${ways.size}`;
      ways.set(code, { nonce: asked.get('nonce')!, client: asked.get('client_id')! });
      const back = new URL(asked.get('redirect_uri')!);
      back.searchParams.set('code', code);
      back.searchParams.set('state', asked.get('state')!);
      back.searchParams.set('iss', issuer);
      return back;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
