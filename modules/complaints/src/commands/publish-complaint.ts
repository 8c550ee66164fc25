import { AppError, defineCommand, type Tx } from '@otklik/kernel';
import {
  applyCuts,
  mayMove,
  moveCase,
  publishPhotos,
  refuseProven,
  type CaseRow,
} from '@otklik/cases';
import { tellNamed } from '@otklik/named-staff';
import { publishComplaint as input } from '../schema.ts';
import { complaintOf, setStoryPublic } from '../store/complaints.ts';

/**
/**
 * The story as everybody would read it.
 * @throws AppError not-found, personal-data-left, and what is wrong with the marks
 */
export async function checkPublish(
  tx: Tx,
  row: CaseRow,
  {
    marked,
    acknowledged,
  }: { readonly marked?: string | undefined; readonly acknowledged: boolean },
): Promise<string> {
  const complaint = await complaintOf(tx, row.id);
  const place = { table: 'complaints', column: 'story_sealed', row: row.id };
  const story = await tx.vault.open(row.data_key_id, place, complaint.story_sealed);
  if (story === null) throw new AppError('not-found', { kind: 'case' });
  // Without marks it goes out as it is, even where the author's own words hold double brackets.
  const shown = marked === undefined || marked === story ? story : applyCuts(story, marked);
  refuseProven(acknowledged, shown);
  return shown;
}

/**
 * A moderator publishes the story, with what must not be public cut out and the gaps marked. A SNILS or a
 * policy number goes out only when it is said that it is meant.
 */
export const publishComplaint = defineCommand({
  name: 'complaints.publish-complaint',
  input,
  policy: mayMove('publish'),
  async handle({ tx, actor, subject, input: { marked, acknowledged } }) {
    const { row } = subject;
    const shown = await checkPublish(tx, row, { marked, acknowledged });
    const { facts } = await moveCase(tx, actor, subject, 'publish');
    await setStoryPublic(tx, row.id, shown);
    await publishPhotos(tx, row.id, { side: 'author' });
    await tellNamed(tx, row.id);
    return { number: row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
