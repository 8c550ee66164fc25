import { page } from '$app/state';
import type { CaseView } from '@otklik/cases';

/** Where parts of this case's photos are covered; undefined for who does not moderate. */
export function coverBase(view: CaseView): string | undefined {
  const { queues = [] } = page.data as { queues?: readonly { queue: string }[] };
  const moderates = view.audience === 'staff' && queues.some(({ queue }) => queue === 'moderation');
  return moderates ? `/desk/cases/${view.number}/photos` : undefined;
}
