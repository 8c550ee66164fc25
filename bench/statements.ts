import { randomBytes, randomUUID } from 'node:crypto';

/** A statement as the driver saw it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What of a script is drawn: its `\set` lines, and the SQL that stands for a value. */
export interface Drawn {
  readonly sets: readonly string[];
  readonly of: ReadonlyMap<string, string>;
}

const UUID7 = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const CASE_NUMBER = /^\d{2}-\d{6,}-\d$/;
const SECRET = /^[\w-]{43}$/;

/** Whether an id was made after that instant: version 7 ids begin with their milliseconds. */
const madeSince = (id: string, since: Date): boolean =>
  Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) >= since.getTime();

/**
 * The same statements with fresh ids, numbers and secrets, so that no unique index refuses them.
 *
 * @param fresh what stands for what; known pairs are kept to, new ones added
 */
export function freshCopy(
  statements: readonly Statement[],
  since: Date,
  fresh = new Map<string, string>(),
): Statement[] {
  const once = (value: string, make: () => string): string => {
    if (!fresh.has(value)) fresh.set(value, make());
    return fresh.get(value)!;
  };
  const swap = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(swap);
    if (typeof value !== 'string') return value;
    if (fresh.has(value)) return fresh.get(value);
    if (CASE_NUMBER.test(value)) return once(value, () => randomBytes(8).toString('hex'));
    if (SECRET.test(value)) return once(value, () => randomBytes(32).toString('base64url'));
    return value.replaceAll(UUID7, (id) => (madeSince(id, since) ? once(id, randomUUID) : id));
  };
  return statements.map(({ text, values }) => ({ text, values: values.map(swap) }));
}

// pgbench takes any `:name`, in a literal too, for a variable: colons are written as escapes.
const quoted = (text: string): string =>
  `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a')}'`;

/** A pgbench script of the statements: values as literals, what must be fresh from one random number each. */
export function pgbenchScript(
  statements: readonly Statement[],
  since: Date,
  drawn: Drawn = { sets: [], of: new Map() },
): string {
  const variables = new Map<string, string>();
  const variable = (value: string): string => {
    if (!variables.has(value)) variables.set(value, `r${variables.size}`);
    return variables.get(value)!;
  };
  // Of version 7 by its marks: a job that was put in this way is refused by nobody for the form of its id.
  const uuidOf = (id: string) =>
    `overlay(overlay(lpad(to_hex(:${variable(id)}::bigint), 32, '0') placing '7' from 13) placing '8' from 17)`;
  const literal = (value: unknown): string => {
    if (value === null || value === undefined) return 'null';
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (Array.isArray(value))
      return value.length === 0 ? "'{}'" : `array[${value.map(literal).join(', ')}]`;
    if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'::bytea`;
    const text = value instanceof Date ? value.toISOString() : String(value);
    const other = drawn.of.get(text);
    if (other !== undefined) return other;
    if (CASE_NUMBER.test(text) || SECRET.test(text)) return `('b' || :${variable(text)}::text)`;
    const ids = [...text.matchAll(UUID7)].map((m) => m[0]).filter((id) => madeSince(id, since));
    if (ids.length === 0) return quoted(text);
    if (ids[0] === text) return `${uuidOf(text)}::uuid`;
    let rest = text;
    const parts: string[] = [];
    for (const id of ids) {
      const at = rest.indexOf(id);
      // With its hyphens, as whoever reads the text expects an id: a job of a letter, say.
      parts.push(quoted(rest.slice(0, at)), `${uuidOf(id)}::uuid::text`);
      rest = rest.slice(at + id.length);
    }
    const joined = `(${[...parts, quoted(rest)].join(' || ')})`;
    return text.startsWith('{') ? `${joined}::json` : joined;
  };
  const lines = statements.map(({ text, values }) => {
    const whole = text.replaceAll(/\$(\d+)/g, (_, n: string) => literal(values[Number(n) - 1]));
    return `${whole.replaceAll(/\s+/g, ' ').trim()};`;
  });
  const sets = [...variables.values()].map(
    (name) => `\\set ${name} random(1, 9000000000000000000)`,
  );
  return [...drawn.sets, ...sets, ...lines].join('\n');
}
