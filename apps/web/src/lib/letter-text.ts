/** A piece of a letter's text: plain words, or an address to go to. */
export interface TextPiece {
  readonly text: string;
  readonly href?: string;
}

const LINK = /https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]]/g;
const OWN_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * An address of ours as a path, so that it opens under the name by which this browser knows us: signed in
 * at `127.0.0.1`, a person would be a stranger at `localhost`.
 */
function hrefOf(link: string, origin: URL): string {
  const url = URL.parse(link);
  if (!url) return link;
  const is_same_machine =
    OWN_NAMES.has(url.hostname) && OWN_NAMES.has(origin.hostname) && url.port === origin.port;
  return url.origin === origin.origin || is_same_machine
    ? url.pathname + url.search + url.hash
    : url.href;
}

/** Splits a letter's text into words and links. */
export function linkedText(text: string, origin: URL): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: match[0], href: hrefOf(match[0], origin) });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
