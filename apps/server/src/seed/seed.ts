import type { Installation } from '../assemble.ts';

/** Fills a database that holds no case yet. */
export async function seedIfEmpty(
  installation: Installation,
  scale: 'demo',
  out: (line: string) => void,
): Promise<void> {
  void installation;
  void scale;
  void out;
}
