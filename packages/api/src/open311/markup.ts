/** What an answer may hold: the same tree is written as XML and as JSON. */
export type Value = string | number | boolean | null | readonly Value[] | Tree;
export interface Tree {
  readonly [name: string]: Value;
}

/** An answer: the name of its root in XML, which JSON drops, and what it holds. */
export interface Answer {
  readonly root: keyof typeof ITEMS | 'service_definition' | 'discovery';
  readonly body: Value;
}

/** What one of several is called inside its container. */
const ITEMS = {
  services: 'service',
  service_requests: 'request',
  errors: 'error',
  attributes: 'attribute',
  values: 'value',
  endpoints: 'endpoint',
  formats: 'format',
} as const;

// XML 1.0 §2.2 has no place for these, not even escaped; a lone half of a pair is no character at all.
// eslint-disable-next-line no-control-regex
const NO_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A reader makes a bare one into a line feed.
  '\r': '&#13;',
};

/** Text both formats can carry: what is no character becomes U+FFFD, nothing becomes null. */
function clean(value: Value): Value {
  if (typeof value === 'string')
    return value.toWellFormed().replace(NO_CHARACTER, '\ufffd') || null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(clean);
  const cleaned: Record<string, Value> = {};
  for (const name in value) cleaned[name] = clean(value[name]!);
  return cleaned;
}

const isList = (value: readonly Value[] | Tree): value is readonly Value[] => Array.isArray(value);

// Most texts have nothing to escape: looking costs a tenth of replacing.
const escape = (text: string): string =>
  /[&<>"'\r]/.test(text) ? text.replace(/[&<>"'\r]/g, (sign) => ESCAPES[sign]!) : text;

/** One text as it may stand in XML, in an element or an attribute: what is no character becomes U+FFFD. */
export const xmlText = (text: string): string =>
  escape(text.toWellFormed().replace(NO_CHARACTER, '\ufffd'));

function element(name: string, value: Value): string {
  const inside = contentOf(name, value);
  return inside === '' ? `<${name}/>` : `<${name}>${inside}</${name}>`;
}

function contentOf(name: string, value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'object') return escape(String(value));
  let inside = '';
  if (!isList(value)) {
    for (const child in value) inside += element(child, value[child]!);
    return inside;
  }
  const item = ITEMS[name as keyof typeof ITEMS];
  for (const one of value) inside += element(item, one);
  return inside;
}

/** XML 1.0 in UTF-8, without attributes and namespaces. Every text is escaped: there is no way around. */
export const toXml = ({ root, body }: Answer): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${element(root, clean(body))}\n`;

/** The same without the outermost container. */
export const toJson = ({ body }: Answer): string => JSON.stringify(clean(body));
