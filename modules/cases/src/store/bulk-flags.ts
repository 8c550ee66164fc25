import { insertMany } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import type { SimulatedCase } from './bulk.ts';
import { regionId } from './cases.ts';
import { flagsIn, placeOfFlags } from './flags.ts';

/** The words of a simulated case that wait for somebody's decision; `story` is kept by the subject's own module. */
function waiting(item: SimulatedCase, story: string) {
  const { facts } = item.acts.at(-1)!.advanced;
  const place = placeOfFlags(facts.state);
  if (place === 'story') return { place, texts: [story] };
  if (place === 'proposal' && facts.proposal !== null)
    return { place, texts: [item.proposals.at(-1)?.text] };
  if (place !== 'answer') return null;
  const answer = item.answers.at(-1);
  const promised = (answer?.promises ?? []).flatMap(({ what, owner }) => [what, owner]);
  return { place, texts: [answer?.text, ...promised] };
}

/** Flags what waits in simulated cases, by the detectors of every other door; what went out needs no flags. */
export async function importFlags(
  tx: Tx,
  fresh: readonly { readonly item: SimulatedCase; readonly story: string }[],
): Promise<void> {
  const rows = fresh.flatMap(({ item, story }) => {
    const found = waiting(item, story);
    return found
      ? [
          {
            region_id: regionId(tx),
            case_id: item.id,
            place: found.place,
            kinds: flagsIn(found.texts),
          },
        ]
      : [];
  });
  await insertMany(tx, 'case_flags', rows);
}
