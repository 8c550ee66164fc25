import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CorpusText } from '../src/index.ts';

const MARK = /\{([a-z_]+)\|([^}]*)\}|<([^>]*)>/g;

/** Reads the compact markup of our own sentences: `{type|text}` must be found, `<text>` must stay. */
export function marked(id: string, line: string): CorpusText {
  const spans: CorpusText['spans'][number][] = [];
  const traps: CorpusText['traps'][number][] = [];
  let text = '';
  let done = 0;
  for (const mark of line.matchAll(MARK)) {
    text += line.slice(done, mark.index);
    const value = mark[2] ?? mark[3] ?? '';
    const place = { start: text.length, end: text.length + value.length };
    if (mark[1] !== undefined) spans.push({ ...place, type: mark[1] });
    else traps.push({ ...place, why: 'own' });
    text += value;
    done = mark.index + mark[0].length;
  }
  return { id, text: text + line.slice(done), spans, traps };
}

/** The sentences of one file of the folder `corpus`. */
export function ownCorpus(name: string): CorpusText[] {
  return readFileSync(join(import.meta.dirname, 'corpus', `${name}.txt`), 'utf8')
    .split('\n')
    .map((line, index) => [line, index] as const)
    .filter(([line]) => line !== '' && !line.startsWith('#'))
    .map(([line, index]) => marked(`${name}:${index + 1}`, line));
}
