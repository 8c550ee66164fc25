import { runCommand, type Actor, type App, type OutputOf } from '@otklik/kernel';
import type { beginLooks } from '../commands/begin-looks.ts';
import { endFile } from '../commands/end-file.ts';
import { endLook } from '../commands/end-look.ts';
import { takePublished } from '../commands/take-published.ts';
import { takeWaitingLists } from '../commands/take-waiting-lists.ts';
import type { LocationEssence, ScheduleEssence } from '../fhir/essence.ts';
import type { Names } from '../fhir/rows.ts';
import { FaultCount, type Fault } from '../model.ts';
import { faultsAsText } from '../store/told-faults.ts';
import { listsIn } from '../waiting-lists.ts';
import { ask, faultOf, type Opened, type Seen } from './fetch.ts';
import {
  FILE_max_bytes,
  FRESH_min_s,
  LINES_max,
  LOOK_max_ms,
  MANIFEST_max_bytes,
} from './limits.ts';
import { publicationFrom, type Publication, type PublishedFile } from './publication.ts';
import { readFile, type ReadFile, type Surroundings } from './read-file.ts';

export type Begun = OutputOf<typeof beginLooks>;
export type SourcePlan = Begun['sources'][number];
type KnownFile = SourcePlan['files'][number];

const NDJSON = 'application/fhir+ndjson';

export interface LookOptions {
  /** Of the whole look. */
  readonly total_ms?: number;
  readonly lines_max?: number;
}

/** One look at one source, from its manifest to its last file. Whatever fails is told at the source's page. */
export async function lookAt(
  app: App,
  actor: Actor,
  begun: Begun,
  plan: SourcePlan,
  options: LookOptions = {},
): Promise<void> {
  const { total_ms = LOOK_max_ms, lines_max = LINES_max } = options;
  const until = performance.now() + total_ms;
  const look = new Look(app, actor, begun, plan, () => Math.floor(until - performance.now()));
  await look.run(lines_max);
}

class Look {
  readonly #faults = new FaultCount();
  readonly #kept = new Map<string, Surroundings>();
  #changed = false;
  #reread = false;
  #newest: number | null = null;
  readonly #app: App;
  readonly #actor: Actor;
  readonly #plan: SourcePlan;
  readonly #names: Names;
  readonly #now: Date;
  readonly #left_ms: () => number;

  constructor(app: App, actor: Actor, begun: Begun, plan: SourcePlan, left_ms: () => number) {
    this.#app = app;
    this.#actor = actor;
    this.#plan = plan;
    this.#now = begun.now;
    this.#left_ms = left_ms;
    this.#names = {
      places: plan.place_map,
      services: plan.service_map,
      specialties: new Set(begun.specialties),
      clinics: new Set(begun.clinics.map(({ code }) => code)),
      zones: new Map(begun.clinics.map(({ code, zone }) => [code, zone])),
      zone: plan.zone,
      publicUrl: app.settings.publicUrl,
    };
  }

  async run(lines_max: number): Promise<void> {
    const manifest = await this.#manifest();
    let fresh_s = FRESH_min_s;
    if (manifest) {
      fresh_s = manifest.fresh_s;
      this.#note(manifest.publication.at);
      let lines = lines_max;
      for (const file of manifest.publication.files) {
        lines -= await this.#file(file, lines);
      }
      await this.#lists();
    }
    await runCommand(this.#app, this.#actor, endLook, {
      source: this.#plan.code,
      whole: manifest !== null,
      files: manifest && manifest.publication.files.map(({ url }) => url),
      manifest: manifest?.seen
        ? {
            url: this.#plan.url,
            etag: manifest.seen.etag?.slice(0, 500) ?? null,
            last_modified: manifest.seen.last_modified?.slice(0, 100) ?? null,
            kept: JSON.stringify(manifest.publication.files),
          }
        : null,
      changed: this.#changed,
      data_at: this.#newest === null ? null : new Date(this.#newest).toISOString(),
      fresh_s,
      faults: faultsAsText(this.#faults),
    });
  }

  /** The files as they are now, or as they were when nothing changed. */
  async #manifest() {
    const { url, states } = this.#plan;
    const head = this.#plan.files.find((file) => file.type === 'manifest' && file.url === url);
    const before: Publication = {
      at: null,
      files: (head?.kept as readonly PublishedFile[] | null | undefined) ?? [],
    };
    const asked = await this.#ask(url, 'application/json', head, MANIFEST_max_bytes);
    if (asked === 'fresh' || asked?.outcome === 'unchanged')
      return { publication: before, seen: null, fresh_s: FRESH_min_s };
    if (!asked) return null;
    const text = await this.#textOf(asked);
    const publication = text === null ? null : publicationFrom(text, url, states);
    if (!publication) {
      if (text !== null) this.#faults.add('not-a-publication');
      return null;
    }
    const { etag, last_modified, fresh_s } = asked;
    return { publication, seen: { etag, last_modified }, fresh_s };
  }

  async #textOf({ body }: Opened): Promise<string | null> {
    try {
      return Buffer.concat(await Array.fromAsync(body)).toString('utf8');
    } catch (error) {
      this.#fail(error);
      return null;
    }
  }

  /** @returns how many lines it had */
  async #file(file: PublishedFile, lines_max: number): Promise<number> {
    const known = this.#plan.files.find(({ url }) => url === file.url);
    const isSlots = file.type === 'Slot';
    // Slots are read by places and schedules: with new ones they are read anew.
    const seen = isSlots && this.#reread ? undefined : known;
    const asked = await this.#ask(file.url, NDJSON, seen, FILE_max_bytes);
    if (asked === 'fresh' || asked?.outcome === 'unchanged') {
      if (known) this.#keep(file, known.kept);
      return 0;
    }
    if (!asked) {
      if (known) this.#keep(file, known.kept);
      return 0;
    }
    this.#note(asked.last_modified ? new Date(asked.last_modified) : null);
    const read = await readFile(asked.body, {
      type: file.type,
      lines_max,
      around: this.#around(),
      names: this.#names,
      faults: this.#faults,
      take: (rows) => this.#take(file, rows),
    });
    if (read.failure !== null) this.#fail(read.failure);
    if (!read.complete && known) this.#keep(file, known.kept);
    else this.#keep(file, read.kept);
    if (read.complete && read.hash !== known?.hash) {
      this.#changed = true;
      if (!isSlots) this.#reread = true;
    }
    await this.#endFile(file, asked, read);
    return read.lines;
  }

  async #take({ url }: PublishedFile, rows: readonly unknown[]): Promise<void> {
    const { changed } = await runCommand(this.#app, this.#actor, takePublished, {
      source: this.#plan.code,
      url,
      rows: JSON.stringify(rows),
    });
    if (changed > 0) this.#changed = true;
  }

  #endFile(file: PublishedFile, asked: Opened, read: ReadFile) {
    return runCommand(this.#app, this.#actor, endFile, {
      source: this.#plan.code,
      ...file,
      complete: read.complete,
      blind: read.blind,
      held: [...read.held].slice(0, 5000),
      names: JSON.stringify(read.names),
      etag: asked.etag?.slice(0, 500) ?? null,
      last_modified: asked.last_modified?.slice(0, 100) ?? null,
      hash: read.hash,
      kept: file.type === 'Slot' ? null : JSON.stringify(read.kept),
      fresh_s: asked.fresh_s,
    });
  }

  /** `fresh`: not to be asked for yet. Null: it failed, and why is counted. */
  async #ask(url: string, accept: string, known: KnownFile | undefined, max_bytes: number) {
    if (known?.fresh_until && known.fresh_until > this.#now) return 'fresh';
    const total_ms = this.#left_ms();
    if (total_ms <= 0) {
      this.#faults.add('too-slow');
      return null;
    }
    const seen: Seen | null = known ?? null;
    const { outbound } = this.#app.ports;
    const asked = await ask(outbound, url, { seen, accept, max_bytes, total_ms });
    if (asked.outcome !== 'failed') return asked;
    this.#faults.add(asked.fault);
    return null;
  }

  #fail(error: unknown): void {
    const fault: Fault | null = faultOf(error);
    if (!fault) throw error;
    this.#faults.add(fault);
  }

  #note(at: Date | null): void {
    const ms = at?.getTime() ?? Number.NaN;
    if (!Number.isNaN(ms)) this.#newest = Math.max(this.#newest ?? 0, ms);
  }

  #keep({ type, url }: PublishedFile, kept: unknown): void {
    const list = Array.isArray(kept) ? kept : [];
    if (type === 'Location') this.#kept.set(url, { locations: list as LocationEssence[] });
    if (type === 'Schedule') this.#kept.set(url, { schedules: list as ScheduleEssence[] });
    if (type === 'PractitionerRole')
      this.#kept.set(url, { roles: list as (readonly [string, string])[] });
  }

  #around() {
    const all = [...this.#kept.values()];
    return {
      locations: new Map(
        all.flatMap(({ locations = [] }) => locations).map((one) => [one.id, one]),
      ),
      schedules: new Map(
        all.flatMap(({ schedules = [] }) => schedules).map((one) => [one.id, one]),
      ),
      roles: new Map(all.flatMap(({ roles = [] }) => roles)),
    };
  }

  /** Lists that are served before slots are opened, where schedules tell of them. */
  async #lists(): Promise<void> {
    const { locations, schedules } = this.#around();
    const lists = listsIn(schedules.values(), locations, this.#names);
    if (lists.length === 0) return;
    await runCommand(this.#app, this.#actor, takeWaitingLists, {
      source: this.#plan.code,
      format: 'json',
      lists: JSON.stringify(lists),
    });
  }
}
