import { createRequire } from 'node:module';

interface Parser {
  write(text: string): Parser;
  close(): Parser;
}
// It brings no types; of it this is all that is used.
const { parser } = createRequire(import.meta.url)('sax') as {
  parser(strict: true, options: { readonly xmlns: true }): Parser;
};

export interface XmlNode {
  readonly name: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  text: string;
}

/** A text as a tree, strictly and with namespaces. @throws Error for whatever is not well-formed */
export function parseXml(xml: string): XmlNode {
  const top: XmlNode = { name: '', uri: '', attributes: {}, children: [], text: '' };
  const open = [top];
  Object.assign(parser(true, { xmlns: true }), {
    onerror(error: Error) {
      throw error;
    },
    onopentag({ local, uri, attributes }: Opened) {
      const plain = Object.fromEntries(
        Object.entries(attributes).map(([name, { value }]) => [name, value]),
      );
      const node: XmlNode = { name: local, uri, attributes: plain, children: [], text: '' };
      open.at(-1)!.children.push(node);
      open.push(node);
    },
    onclosetag() {
      open.pop();
    },
    ontext(text: string) {
      open.at(-1)!.text += text;
    },
  })
    .write(xml)
    .close();
  if (top.children.length !== 1) throw new Error('not one root');
  return top.children[0]!;
}

interface Opened {
  readonly local: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, { readonly value: string }>>;
}
