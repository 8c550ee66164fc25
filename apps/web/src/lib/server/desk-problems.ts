import { m } from '@otklik/i18n';
import type { Refusal } from '#lib/server/account-errors.ts';
import { rowField } from '#lib/promises/rows.ts';
import { wordsForCode, type Problem } from '#lib/server/form-errors.ts';

interface Issue {
  readonly path: string;
  readonly code: string;
  readonly maximum?: number;
  readonly message?: string;
}

const CUT_WORDS: Readonly<Record<string, () => string>> = {
  'cut-not-closed': m.desk_error_cut_not_closed,
  reworded: m.desk_error_reworded,
  'nothing-left': m.desk_error_nothing_left,
};

const FIELD_WORDS: Readonly<Record<string, () => string>> = {
  reason: m.desk_error_reason,
  finding: m.desk_error_finding,
  outcome: m.desk_error_outcome,
  text: m.desk_error_text,
  signerName: m.desk_error_signer_name,
  signerPost: m.desk_error_signer_post,
  note: m.desk_error_note,
};

function wordsOf({ path, code, maximum, message }: Issue): Problem {
  const field = path.split('.')[0] ?? '';
  if (message === 'slot-unfilled') return { field, text: m.workbench_error_slot_unfilled() };
  if (field === 'promises') return { field: rowField('what', 0), text: m.promises_error_needed() };
  if (field === 'photos') return { field, text: m.desk_error_photos_many() };
  if (code === 'too_big' && maximum)
    return { field, text: m.desk_error_too_long({ count: maximum }) };
  return { field, text: (FIELD_WORDS[field] ?? m.desk_error_other)() };
}

/** Words for a refusal that the person can mend; null for any other. */
export function problemsOf({ code, data }: Refusal): Problem[] | null {
  switch (code) {
    case 'invalid-input': {
      const cut = CUT_WORDS[String(data['reason'])];
      if (cut) return [{ field: 'marked', text: cut() }];
      return ((data['issues'] ?? []) as Issue[]).map(wordsOf);
    }
    case 'reason-required':
      return data['reason'] === 'other'
        ? [{ field: 'note', text: m.desk_error_other_note() }]
        : [{ field: 'reason', text: m.desk_error_reason() }];
    case 'personal-data-left':
      return [{ field: 'marked', text: wordsForCode(code, data) }];
    case 'photo-undecodable':
      return [{ field: 'photos', text: m.desk_error_photo_unread() }];
    case 'photo-too-large':
      return [{ field: 'photos', text: m.desk_error_photo_large() }];
    case 'date-unfit':
      if (typeof data['row'] === 'number')
        return [
          {
            field: rowField('until', data['row']),
            text: m.promises_error_until({ number: data['row'] + 1 }),
          },
        ];
      return [{ field: 'until', text: wordsForCode(code, data) }];
    case 'unknown-reference':
      return [{ field: String(data['what'] ?? ''), text: wordsForCode(code, data) }];
    case 'not-found':
      return data['object'] === 'clinic'
        ? [{ field: 'clinic', text: wordsForCode(code, data) }]
        : null;
    case 'pauses-used-up':
    case 'window-over':
      return [{ text: wordsForCode(code, data) }];
    case 'forbidden':
      return data['reason'] === 'second-look-by-the-same-person'
        ? [{ text: m.desk_error_second_look() }]
        : data['reason'] === 'not-a-signer'
          ? [{ text: m.promises_error_not_signer() }]
          : null;
    case 'too-many-requests':
    case 'over-capacity':
    case 'unavailable':
      return [{ text: wordsForCode(code, data) }];
    default:
      return null;
  }
}
