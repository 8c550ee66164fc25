import { openMailIn, type MailIn, type MailReport } from '@otklik/adapters';
import { enabledRegions } from '@otklik/registry';
import { MAIL_IN, reportKind } from '@otklik/surveys';
import type { Installation } from './assemble.ts';

type Taken = 'taken' | 'same' | 'unknown';

/**
 * Hands what a post office reported to whoever sent the letter; regions are asked one after another, for a ticket
 * does not name its own.
 * @param name under which it is done: the listener's, or the operator's
 */
export async function takeMailReport(
  { app, faces }: Pick<Installation, 'app' | 'faces'>,
  report: MailReport,
  name: string = MAIL_IN,
): Promise<Taken> {
  const { ticket, hash } = report;
  if (!ticket) return 'unknown';
  const kind = reportKind(report);
  for (const region of await enabledRegions(app)) {
    const actor = { kind: 'system', region, name } as const;
    const { outcome } = await faces.surveys.takeReport(actor, { ticket, kind, hash });
    if (outcome !== 'unknown') return outcome;
  }
  return 'unknown';
}

/** The listener for reports, where the settings ask for one. */
export async function openReports(installation: Installation): Promise<MailIn | null> {
  const { settings, app } = installation;
  if (!settings.mailIn || !settings.mailBounceDomain) return null;
  return openMailIn({
    ...settings.mailIn,
    domain: settings.mailBounceDomain,
    log: app.log,
    take: async (report) => void (await takeMailReport(installation, report)),
  });
}
