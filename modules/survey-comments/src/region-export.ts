import { runQuery, type RegionExport } from '@otklik/kernel';
import { listPublished } from './queries/list-published.ts';

const PAGE_comments = 50;

/** Published comments with what they praise and criticise and the clinic's reply: what everybody reads, no more. */
export const commentsExport: readonly RegionExport[] = [
  {
    name: 'published',
    part: 'public',
    async *run({ app, region, places, signal }) {
      const actor = { kind: 'system', region, name: 'region-export' } as const;
      for (const { code } of places)
        for (let page = 1, pages = 1; page <= pages; page += 1) {
          signal.throwIfAborted();
          const asked = { place: code, page, limit: PAGE_comments };
          const found = await runQuery(app, actor, listPublished, asked);
          pages = found.pages;
          for (const { month, text, themes, reply } of found.comments)
            yield { place: code, month, text, themes, reply };
        }
    },
  },
];
