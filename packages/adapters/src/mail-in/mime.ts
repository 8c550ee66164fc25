/** One part of a message: its headers by lower-case name, first of each, and its undecoded body. */
export interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const HEADERS_MAX = 500;
const PARTS_MAX = 50;
const DEPTH_MAX = 8;

/** Lines of a header block, folded ones joined. What is no header is left out. */
export function readHeaders(block: string): Map<string, string> {
  const headers = new Map<string, string>();
  const lines = block.replace(/\n[ \t]+/g, ' ').split('\n', HEADERS_MAX);
  for (const line of lines) {
    const at = line.indexOf(':');
    const name = line.slice(0, Math.max(0, at)).trim().toLowerCase();
    if (at > 0 && /^[\x21-\x7e]+$/.test(name) && !headers.has(name))
      headers.set(name, line.slice(at + 1).trim());
  }
  return headers;
}

/** A message or part cut into headers and body. Line ends are `\n`. */
export function readPart(text: string): Part {
  const blank = text.startsWith('\n') ? 0 : text.indexOf('\n\n');
  if (blank < 0) return { headers: readHeaders(text), body: '' };
  return {
    headers: readHeaders(text.slice(0, blank)),
    body: text.slice(blank === 0 ? 1 : blank + 2),
  };
}

/** `text/plain; charset=utf-8` as its type alone. */
export const typeOf = ({ headers }: Part): string =>
  (headers.get('content-type') ?? 'text/plain').split(';', 1)[0]!.trim().toLowerCase();

function boundaryOf({ headers }: Part): string | null {
  const found = /;\s*boundary\s*=\s*(?:"([^"\n]{1,200})"|([^\s;"]{1,200}))/i.exec(
    headers.get('content-type') ?? '',
  );
  return found?.[1] ?? found?.[2] ?? null;
}

function childrenOf(part: Part): Part[] {
  const boundary = typeOf(part).startsWith('multipart/') ? boundaryOf(part) : null;
  if (!boundary) return [];
  const pieces: string[] = [];
  let current: string[] | null = null;
  for (const line of part.body.split('\n')) {
    const bare = line.trimEnd();
    if (bare === `--${boundary}` || bare === `--${boundary}--`) {
      if (current) pieces.push(current.join('\n'));
      current = bare.endsWith(`${boundary}--`) ? null : [];
      if (current === null || pieces.length >= PARTS_MAX) break;
    } else current?.push(line);
  }
  if (current) pieces.push(current.join('\n'));
  return pieces.slice(0, PARTS_MAX).map(readPart);
}

function decoded(part: Part): string {
  const way = (part.headers.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  if (way === 'base64') return Buffer.from(part.body, 'base64').toString('latin1');
  if (way !== 'quoted-printable') return part.body;
  return part.body
    .replace(/=[ \t]*\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
}

/** All parts of a message, itself first, those within others after them; bodies of leaves decoded. */
export function partsOf(part: Part, depth = 0): Part[] {
  const children = depth < DEPTH_MAX ? childrenOf(part) : [];
  if (children.length === 0)
    return [{ ...part, body: decoded(part).replaceAll('\r\n', '\n').replaceAll('\r', '\n') }];
  return [part, ...children.flatMap((child) => partsOf(child, depth + 1))].slice(0, PARTS_MAX);
}
