import { AppError } from '@otklik/kernel';

const NUMBERS = new Set(['capacity']);

/**
 * The rows of a CSV file whose first line names the same columns as the JSON of a feed. Quotes as in RFC 4180;
 * an empty cell is a column left out.
 * @throws AppError invalid-input for a quote that never ends or a column named twice
 */
export function csvRows(text: string): Record<string, unknown>[] {
  const [head, ...lines] = cellsOf(text);
  if (!head) return [];
  if (new Set(head).size < head.length)
    throw new AppError('invalid-input', { reason: 'column-twice' });
  return lines.map((cells) =>
    Object.fromEntries(
      cells.flatMap((cell, at) => {
        const name = head[at] ?? `column-${at + 1}`;
        return cell === '' ? [] : [[name, NUMBERS.has(name) ? Number(cell) : cell]];
      }),
    ),
  );
}

function cellsOf(text: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const [cell, next] = text[at] === '"' ? quoted(text, at) : plain(text, at);
    cells.push(cell);
    if (text[next] === ',') {
      at = next + 1;
      if (at < text.length) continue;
      cells.push('');
    }
    at = text.startsWith('\r\n', next) ? next + 2 : next + 1;
    if (cells.length > 1 || cells[0] !== '') lines.push(cells);
    cells = [];
  }
  return lines;
}

function plain(text: string, from: number): [string, number] {
  let at = from;
  while (at < text.length && !',\r\n'.includes(text[at]!)) at += 1;
  return [text.slice(from, at), at];
}

function quoted(text: string, from: number): [string, number] {
  let cell = '';
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') cell += text[(at += 1)];
    else return [cell, at + 1];
  }
  throw new AppError('invalid-input', { reason: 'open-quote' });
}
