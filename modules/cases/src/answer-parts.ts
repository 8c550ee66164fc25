import type { Selectable } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { answerParts, type AnswerParts } from './model/answer-parts.ts';
import type { CaseRow } from './store/cases.ts';
import type { CaseAnswerTable } from './store/tables.ts';

type Answer = Pick<Selectable<CaseAnswerTable>, 'id' | 'parts_sealed'>;

/** The sealed parts of an answer as JSON; null where it has none or the case's key is gone. */
export const partsOf = (tx: Tx, row: Pick<CaseRow, 'data_key_id'>, answer: Answer) =>
  answer.parts_sealed
    ? tx.vault.open(
        row.data_key_id,
        { table: 'case_answers', column: 'parts_sealed', row: answer.id },
        answer.parts_sealed,
      )
    : Promise.resolve(null);

export const readParts = (json: string | null): AnswerParts | null =>
  json ? answerParts.parse(JSON.parse(json)) : null;
