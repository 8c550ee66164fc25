import { EXTENSION, numberAt, stringsAt } from '../extensions.ts';
import type { Rule } from '../findings.ts';
import type { AnswerQuestion } from './check.ts';

/** Line breaks, length in characters, pattern, form of an address. */
export function checkText({ def, value }: AnswerQuestion): Rule[] {
  const text = String(value.value);
  const rules: Rule[] = [];
  if (def.type === 'url') {
    if (!isUri(text)) rules.push('invalidUrlValue');
  } else if (def.type !== 'text' && /[\r\n]/.test(text)) {
    rules.push('invalidNewLine');
  }
  const length = [...text].length;
  const least = numberAt(def.raw, EXTENSION.minLength);
  const most = def.raw['maxLength'];
  if (least !== undefined && length < least) rules.push('minLength');
  if (typeof most === 'number' && length > most) rules.push('maxLength');
  // What is too long already is not matched: patterns can be slow.
  else if (!stringsAt(def.raw, EXTENSION.regex).every((pattern) => matches(pattern, text))) {
    rules.push('regex');
  }
  return rules;
}

const compiled = new Map<string, RegExp | null>();
const MOST_PATTERNS = 500;

/** Whether the whole text matches. A pattern that cannot be read forbids nothing. */
function matches(pattern: string, text: string): boolean {
  let regex = compiled.get(pattern);
  if (regex === undefined) {
    if (compiled.size >= MOST_PATTERNS) compiled.clear();
    regex = compile(pattern);
    compiled.set(pattern, regex);
  }
  return regex === null || regex.test(text);
}

function compile(pattern: string): RegExp | null {
  // The strict reading knows Unicode; patterns written for other engines may only pass the loose one.
  for (const flags of ['u', '']) {
    try {
      return new RegExp(`^(?:${pattern})$`, flags);
    } catch {
      continue;
    }
  }
  return null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const OID = /^[0-2](\.(0|[1-9]\d*))+$/;
const FORBIDDEN = /[\s"<>\\^`{|}\p{Cc}]|%(?![0-9a-f]{2})/iu;

/**
 * Whether a text is an address, absolute or relative, letters of any script allowed. `urn:uuid:` and
 * `urn:oid:` are held to their form, http addresses need a host.
 */
export function isUri(text: string): boolean {
  if (FORBIDDEN.test(text) || (text.match(/#/g) ?? []).length > 1) return false;
  const [, name] = /^([^/?#]*?):/.exec(text) ?? [];
  if (name === undefined) return true;
  if (!/^[a-z][a-z0-9+.-]*$/i.test(name)) return false;
  const scheme = name.toLowerCase();
  const rest = text.slice(name.length + 1);
  if (/^urn:uuid:/i.test(text)) return UUID.test(text.slice('urn:uuid:'.length));
  if (/^urn:oid:/i.test(text)) return OID.test(text.slice('urn:oid:'.length));
  if (scheme === 'http' || scheme === 'https') return rest.startsWith('//') && URL.canParse(text);
  return rest !== '';
}
