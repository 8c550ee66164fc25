import type { FoundTheme } from './store/themes.ts';
import type { CommentRow } from './store/comments.ts';
import type { ReplyRow } from './store/replies.ts';

const placeView = (row: CommentRow) =>
  row.place_code === null
    ? null
    : {
        code: row.place_code,
        nameRu: row.place_name_ru!,
        nameEn: row.place_name_en,
        isClinic: row.clinic_id !== null,
      };

/** A reply as everybody reads it; null while it is not published. */
export const publicReply = (reply: ReplyRow | null) =>
  reply?.state === 'published'
    ? { outcome: reply.outcome, text: reply.text_public!, changedSince: reply.changed_since }
    : null;

/** What everybody reads of a published comment: the month, never the week. */
export const publicComment = (
  row: CommentRow,
  themes: readonly FoundTheme[],
  reply: ReplyRow | null,
) => ({
  id: row.id,
  place: placeView(row),
  month: row.month.slice(0, 7),
  text: row.public_text,
  themes,
  reply: publicReply(reply),
});

export type PublicComment = ReturnType<typeof publicComment>;

/** A row of a list at the desk: the window of its answer, a week at the finest. */
export const waitingRow = (row: CommentRow) => ({
  id: row.id,
  place: placeView(row),
  window: { grain: row.grain, start: row.window_start },
  state: row.state,
  details: row.details,
});
