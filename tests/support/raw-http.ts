import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case; a header sent twice keeps both values. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

/** Sends exactly these bytes and reads until the other side closes: what no client library would send. */
export function sendRaw(port: number, request: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const parts: Buffer[] = [];
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer in 10 s')));
    socket.on('data', (part) => parts.push(part));
    socket.on('error', reject);
    socket.on('close', () => resolve(parse(Buffer.concat(parts).toString('utf8'))));
    socket.write(request);
  });
}

function parse(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(at + 1).trim()]);
  }
  const body = rest.join('\r\n\r\n');
  const isChunked = headers.get('transfer-encoding')?.includes('chunked') ?? false;
  return {
    status: Number(first.split(' ')[1] ?? 0),
    headers,
    body: isChunked ? unchunked(Buffer.from(body)) : body,
  };
}

/** A chunked body put together again. */
function unchunked(body: Buffer): string {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const size_bytes = Number.parseInt(body.toString('latin1', at, end), 16);
    if (end < 0 || !size_bytes) return Buffer.concat(parts).toString('utf8');
    parts.push(body.subarray(end + 2, end + 2 + size_bytes));
    at = end + 2 + size_bytes + 2;
  }
}

export interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly host: string;
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** An ordinary request, written out; the connection is closed after it. */
export function ask(port: number, asked: Asked): Promise<RawAnswer> {
  const { method = 'GET', path, host, headers = [], body = '' } = asked;
  const length = body === '' && method === 'GET' ? [] : [`Content-Length: ${body.length}`];
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    'Accept: text/html',
  ];
  return sendRaw(port, [...lines, ...length, ...headers, '', body].join('\r\n'));
}
