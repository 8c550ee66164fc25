import { expect } from 'vitest';
import type { Serving } from './serving.ts';

export const BASE = '/open311/v2';
const CONTAINERS: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  errors: 'error',
  attributes: 'attribute',
  values: 'value',
  endpoints: 'endpoint',
  formats: 'format',
};

export interface Node {
  readonly name: string;
  readonly children: Node[];
  text: string;
}

const SIGNS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#13': '\r',
};

/** A strict reader of what the standard allows: a declaration, elements, text; no attribute, no prefix. */
export function readXml(text: string): Node {
  const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
  expect(text.startsWith(declaration)).toBe(true);
  const top: Node = { name: '', children: [], text: '' };
  const open = [top];
  const body = text.slice(declaration.length);
  for (const [token, close, name, alone] of body.matchAll(/<(\/?)([a-z_]+)(\/?)>|[^<]+|</g)) {
    const inside = open.at(-1)!;
    if (name === undefined) {
      expect(token, 'a bare < or an attribute').not.toBe('<');
      expect(token).not.toMatch(/&(?!(?:amp|lt|gt|quot|apos|#13);)|>/);
      // eslint-disable-next-line no-control-regex
      expect(token).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]/);
      inside.text += token.replace(/&([^;]+);/g, (_, sign: string) => SIGNS[sign]!);
    } else if (close) expect(open.pop()!.name).toBe(name);
    else {
      const node: Node = { name, children: [], text: '' };
      inside.children.push(node);
      if (!alone) open.push(node);
    }
  }
  expect(open).toHaveLength(1);
  expect(top.children).toHaveLength(1);
  return top.children[0]!;
}

/** That XML and JSON say the same: names, order, values, and empty for null. */
export function agree(node: Node, json: unknown): void {
  const names = node.children.map((child) => child.name);
  if (json === null) expect([names, node.text]).toEqual([[], '']);
  else if (Array.isArray(json)) {
    expect(names).toEqual(json.map(() => CONTAINERS[node.name]));
    json.forEach((one, at) => agree(node.children[at]!, one));
  } else if (typeof json === 'object') {
    const entries = Object.entries(json as object);
    expect(names).toEqual(entries.map(([name]) => name));
    entries.forEach(([, value], at) => agree(node.children[at]!, value));
  } else {
    expect(json).not.toBe('');
    expect([names, node.text]).toEqual([[], String(json)]);
  }
}

export interface Both<Body> {
  readonly status: number;
  readonly body: Body;
  readonly root: string;
  readonly headers: Headers;
}

/** Asks in both formats, holds them against each other and gives back the JSON. `PATH` without ending. */
export async function ask<Body>(
  serving: Serving,
  path: string,
  init?: RequestInit,
): Promise<Both<Body>> {
  const [name = '', query] = path.split('?');
  const tail = query === undefined ? '' : `?${query}`;
  const xml = await serving.call(`${BASE}${name}.xml${tail}`, init);
  const json = await serving.call(`${BASE}${name}.json${tail}`, init);
  expect(xml.headers.get('content-type')).toBe('text/xml; charset=utf-8');
  expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(xml.status).toBe(json.status);
  const node = readXml(await xml.text());
  const body = (await json.json()) as Body;
  agree(node, body);
  return { status: json.status, body, root: node.name, headers: json.headers };
}

export type Errors = { code: string; description: string }[];

/** An answer that must be a refusal in the standard's shape, in both formats. */
export async function askRefused(serving: Serving, path: string, init?: RequestInit) {
  const { status, body, root, headers } = await ask<Errors>(serving, path, init);
  expect(root).toBe('errors');
  expect(body.length).toBeGreaterThan(0);
  for (const error of body) {
    expect(Object.keys(error)).toEqual(['code', 'description']);
    expect(error.code).toBe(String(status));
    expect(error.description).toMatch(/^[А-ЯЁA-Z].*\.$/);
  }
  return { status, said: body.map((error) => error.description).join(' '), headers };
}
