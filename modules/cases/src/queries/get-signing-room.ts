import { AppError, defineQuery, type Context, type Tx } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { readParts } from '../answer-parts.ts';
import { promisesWithoutDate } from '../model/promise.ts';
import { LIVING_DRAFTS } from '../model/signing.ts';
import { rolesIn, staffGrants } from '../policy.ts';
import { caseTarget as input } from '../schema.ts';
import { promiseRows } from '../schema-signing.ts';
import { signsIn } from '../signing.ts';
import { draftsOf, openDraft, type DraftRow } from '../store/drafts.ts';
import { readCase, type CaseRow } from '../store/cases.ts';
import { audienceOf } from '../view.ts';

/** Whoever prepares answers for the clinic: nobody else sees how one came about. @throws AppError */
async function inClinic({ tx, actor, input: { number } }: Context<{ readonly number: string }>) {
  staffGrants(actor);
  const row = await readCase(tx, { number });
  audienceOf(actor, row);
  if (rolesIn(actor, ['executor'], row).length === 0) throw new AppError('forbidden');
  return row;
}

async function versionOf(tx: Tx, row: CaseRow, draft: DraftRow) {
  const text = await openDraft(tx, row, draft, 'text_sealed');
  const promises = await openDraft(tx, row, draft, 'promises_sealed');
  const rows = promises === null ? [] : promiseRows.parse(JSON.parse(promises));
  const nameOf = async (principal: string | null) =>
    principal?.startsWith('person:')
      ? ((await addressOf(tx, principal.slice('person:'.length)))?.email ?? null)
      : null;
  return {
    id: draft.id,
    version: draft.version,
    round: draft.round,
    state: draft.state,
    outcome: draft.outcome,
    text,
    parts: readParts(await openDraft(tx, row, draft, 'parts_sealed')),
    promises: rows,
    /** Its words promise and no row names a date. */
    hasUndated: promisesWithoutDate(text ?? '', rows.length),
    answerId: draft.answer_id,
    writtenAt: draft.written_at,
    by: await nameOf(draft.written_by),
    decidedAt: draft.decided_at,
    decidedBy: await nameOf(draft.decided_by),
    remark: await openDraft(tx, row, draft, 'remark_sealed'),
  };
}

/**
 * How the clinic's answer stands inside the clinic: every version with its remark, the one that lives, and
 * by which right the reader would sign.
 */
export const getSigningRoom = defineQuery({
  name: 'cases.get-signing-room',
  input,
  policy: inClinic,
  async handle({ tx, actor, subject: row }) {
    const versions = [];
    for (const draft of await draftsOf(tx, row)) versions.push(await versionOf(tx, row, draft));
    const signs = await signsIn(tx, actor, row);
    return {
      versions,
      living: versions.find((one) => LIVING_DRAFTS.includes(one.state)) ?? null,
      signs: signs && {
        basis: signs.basis,
        name: signs.right?.person_name ?? null,
        post: signs.right?.person_post ?? null,
        forName: signs.right?.for_name ?? null,
        forPost: signs.right?.for_post ?? null,
      },
    };
  },
  audit: ({ subject }) => ({ object: subject.id }),
});
