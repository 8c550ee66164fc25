import type { Installation } from '../assemble.ts';
import { judge } from '../health/rules.ts';
import type { Metrics } from './registry.ts';

type Watched = Pick<Installation, 'app' | 'database' | 'health' | 'metrics'>;

function processFacts(metrics: Metrics): void {
  const { rss, heapUsed, external } = process.memoryUsage();
  const help = 'Memory of this process, by kind.';
  metrics.gauge('otklik_process_memory_bytes', help, rss, { kind: 'rss' });
  metrics.gauge('otklik_process_memory_bytes', help, heapUsed, { kind: 'heap' });
  metrics.gauge('otklik_process_memory_bytes', help, external, { kind: 'external' });
  metrics.gauge('otklik_process_uptime_seconds', 'Since this process began.', process.uptime());
}

function poolFacts({ metrics, database }: Watched): void {
  const help = 'Connections of the app to the database, by state; who waits has none.';
  const { size_max, open, idle, waiting } = database.poolUse();
  metrics.gauge('otklik_db_pool', help, size_max, { state: 'limit' });
  metrics.gauge('otklik_db_pool', help, open - idle, { state: 'busy' });
  metrics.gauge('otklik_db_pool', help, idle, { state: 'idle' });
  metrics.gauge('otklik_db_pool', help, waiting, { state: 'waiting' });
}

async function measuredFacts({ metrics, health }: Watched): Promise<void> {
  const facts = await health.measure();
  const { queue, audit, disk } = facts;
  const set = metrics.gauge;
  set('otklik_queue_due_jobs', 'Jobs whose time has come and that nobody has taken.', queue.due);
  set('otklik_queue_oldest_due_seconds', 'How long the oldest of them waits.', queue.oldestDue_s);
  set('otklik_queue_dead_jobs', 'Jobs that used up their tries.', queue.dead);
  set('otklik_audit_unsealed_seconds', 'Age of the oldest act without a seal.', audit.unsealed_s);
  if (audit.head_s !== null)
    set('otklik_audit_head_age_seconds', 'Since the last signed head.', audit.head_s);
  set('otklik_disk_free_bytes', 'Free under the data folder.', disk.free_bytes);
  set('otklik_disk_total_bytes', 'Size of the disk under the data folder.', disk.total_bytes);
  for (const one of facts.regions) {
    const { region } = one;
    set('otklik_letters_unsent', 'Letters in the outbox.', one.lettersUnsent, { region });
    set('otklik_oldest_unsent_letter_seconds', 'Age of the oldest of them.', one.oldestLetter_s, {
      region,
    });
    set('otklik_cases_unmoderated', 'Cases without a decision.', one.casesUnmoderated, { region });
    set(
      'otklik_oldest_case_without_owner_seconds',
      'How long the oldest case waits for a moderator.',
      one.oldestUnmoderated_s,
      { region },
    );
    set(
      'otklik_case_past_moderation_clock_seconds',
      'How far the latest case is past its moderation clock.',
      one.unmoderatedLate_s,
      { region },
    );
  }
  for (const { name, on } of judge(facts))
    set('otklik_alert', 'Whether somebody has to act: 1 or 0.', on ? 1 : 0, { name });
}

/** All numbers as text. When the database does not answer, the process still tells of itself. */
export async function collect(it: Watched): Promise<string> {
  const { metrics, app } = it;
  processFacts(metrics);
  poolFacts(it);
  const up = await measuredFacts(it).then(
    () => 1,
    (error: unknown) => {
      app.log.warn('metrics.not-measured', { error });
      return 0;
    },
  );
  metrics.gauge('otklik_measured', 'Whether the database could be asked: 1 or 0.', up);
  return metrics.render();
}
