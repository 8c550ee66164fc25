const BLOCK_bytes = 512;

const octal = (value: number, width: number): string =>
  `${value.toString(8).padStart(width - 1, '0')}\0`;

/** The head of one file: POSIX.1-1988 ustar, without owners and times: an archive says what is in it. */
function headOf(name: string, bytes: number): Buffer {
  const head = Buffer.alloc(BLOCK_bytes);
  head.write(name, 0, 100, 'utf8');
  head.write(octal(0o644, 8), 100, 'latin1');
  head.write(octal(0, 8), 108, 'latin1');
  head.write(octal(0, 8), 116, 'latin1');
  head.write(octal(bytes, 12), 124, 'latin1');
  head.write(octal(0, 12), 136, 'latin1');
  head.fill(0x20, 148, 156);
  head.write('0', 156, 'latin1');
  head.write('ustar\u000000', 257, 'latin1');
  const sum = head.reduce((all, byte) => all + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return head;
}

export interface TarEntry {
  /** At most 100 bytes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** An archive as it is read, a file at a time: never more than one of them is in memory. */
export async function* tarOf(entries: AsyncIterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for await (const { name, bytes } of entries) {
    yield headOf(name, bytes.length);
    yield bytes;
    const over = bytes.length % BLOCK_bytes;
    if (over > 0) yield Buffer.alloc(BLOCK_bytes - over);
  }
  yield Buffer.alloc(2 * BLOCK_bytes);
}
