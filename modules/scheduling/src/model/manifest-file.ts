import type { Resource } from './resources.ts';

/** A file as the manifest tells of it. */
export interface FileRow {
  readonly name: string;
  readonly type: string;
  readonly changed_at: Date;
}

export interface Publication {
  readonly region: string;
  readonly at: Date;
  readonly files: readonly FileRow[];
}

const FILES = '/scheduling/files';

const SECOND = /\.\d{3}Z$/;

/**
 * The manifest of a bulk publication.
 * @param request the whole address that was asked, query and all
 * @param since files that did not change after it are left out; null: all are named
 */
export function manifestOf(
  { region, at, files }: Publication,
  { publicUrl, request, since }: { publicUrl: string; request: string; since: Date | null },
): Resource {
  return {
    transactionTime: at.toISOString().replace(SECOND, 'Z'),
    request,
    requiresAccessToken: false,
    output: files
      .filter(({ changed_at }) => since === null || changed_at > since)
      .map(({ name, type }) => ({
        type,
        url: `${publicUrl}${FILES}/${name}`,
        extension: { state: [region] },
      })),
    error: [],
  };
}

/** A publication told of to whoever looks for one. Source: publisher-advertising.md of SMART Scheduling Links. */
export const advertisementOf = (publicUrl: string, provider: string): Resource => ({
  '@context': 'https://schema.org',
  '@type': 'Service',
  name: `${provider}: SMART Scheduling Links`,
  serviceType: 'https://github.com/smart-on-fhir/smart-scheduling-links',
  url: `${publicUrl}/scheduling/$bulk-publish`,
  provider: { '@type': 'Organization', name: provider, url: publicUrl },
});
