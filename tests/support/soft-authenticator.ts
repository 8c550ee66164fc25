import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A passkey device in software (CTAP2's answers, ES256, attestation `none`): for tests without a browser. */
export interface SoftPasskey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

type Cbor = number | string | Uint8Array | Map<Cbor, Cbor>;

const head = (major: number, value: number): Buffer => {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
};

/** As much of CBOR (RFC 8949) as an attestation needs. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    return Buffer.concat([head(3, bytes.length), bytes]);
  }
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, inner]) => [cbor(key), cbor(inner)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

const PRESENT = 1;
const VERIFIED = 4;
const ATTESTED = 64;

interface Asked {
  readonly publicUrl: string;
  readonly challenge: string;
  /** Whether the device asked for its owner; true when absent. */
  readonly verified?: boolean;
  readonly origin?: string;
}

const clientData = (type: string, { challenge, publicUrl, origin }: Asked): Buffer =>
  Buffer.from(
    JSON.stringify({
      type,
      challenge,
      origin: origin ?? new URL(publicUrl).origin,
      crossOrigin: false,
    }),
  );

function authData({ publicUrl, verified = true }: Asked, flags: number, count: number): Buffer {
  const site = createHash('sha256').update(new URL(publicUrl).hostname).digest();
  const rest = Buffer.alloc(5);
  rest[0] = PRESENT | (verified ? VERIFIED : 0) | flags;
  rest.writeUInt32BE(count, 1);
  return Buffer.concat([site, rest]);
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

export function newSoftPasskey(): SoftPasskey {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { id: text(randomBytes(16)), ...pair };
}

/** What `navigator.credentials.create` would give, as JSON text. */
export function createAnswer(passkey: SoftPasskey, asked: Asked): string {
  const jwk = passkey.publicKey.export({ format: 'jwk' });
  const id = Buffer.from(passkey.id, 'base64url');
  const key = cbor(
    new Map<Cbor, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(jwk.x!, 'base64url')],
      [-3, Buffer.from(jwk.y!, 'base64url')],
    ]),
  );
  const length = Buffer.from([id.length >> 8, id.length & 255]);
  const data = Buffer.concat([authData(asked, ATTESTED, 0), Buffer.alloc(16), length, id, key]);
  const attestationObject = cbor(
    new Map<Cbor, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', data],
    ]),
  );
  return JSON.stringify({
    id: passkey.id,
    rawId: passkey.id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(clientData('webauthn.create', asked)),
      attestationObject: text(attestationObject),
      transports: ['internal'],
    },
  });
}

/** What `navigator.credentials.get` would give, as JSON text. */
export function getAnswer(passkey: SoftPasskey, asked: Asked, count = 0): string {
  const data = authData(asked, 0, count);
  const said = clientData('webauthn.get', asked);
  const signed = Buffer.concat([data, createHash('sha256').update(said).digest()]);
  return JSON.stringify({
    id: passkey.id,
    rawId: passkey.id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(said),
      authenticatorData: text(data),
      signature: text(sign('sha256', signed, passkey.privateKey)),
    },
  });
}
