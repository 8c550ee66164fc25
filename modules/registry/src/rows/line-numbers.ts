/**
 * The line (from 1) on which each element of a top-level array or object begins:
 * `{"clinics": [ {…}, {…} ]}` with property `clinics` gives a line for each clinic.
 * The text is valid JSON: it was parsed before.
 */
export function lineNumbers(text: string, property: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let inside = false;
  let awaited = false;
  let lastString = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === '\n') line += 1;
    else if (sign === '"') {
      const end = endOfString(text, at);
      lastString = text.slice(at + 1, end);
      if (inside && depth === 2 && awaited) lines.push(line);
      awaited = false;
      at = end;
    } else if (sign === '[' || sign === '{') {
      if (depth === 1) {
        inside = lastString === property;
        awaited = inside;
      } else if (inside && depth === 2 && awaited) {
        lines.push(line);
        awaited = false;
      }
      depth += 1;
    } else if (sign === ']' || sign === '}') {
      depth -= 1;
      if (depth < 2) inside = false;
      awaited = false;
    } else if (sign === ',') awaited = inside && depth === 2;
    else if (awaited && inside && depth === 2 && sign.trim() !== '') {
      // A row that is a bare number or word: bad, but it has its line too.
      lines.push(line);
      awaited = false;
    }
  }
  return lines;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
