import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isAppError, type Actor } from '@otklik/kernel';
import {
  closePilots,
  exportKey,
  pilotFile,
  verifyExport,
  vouchers,
  writeExport,
} from '@otklik/pilots';
import type { Installation } from '../assemble.ts';
import { MODULES } from '../modules.ts';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

const USAGE = [
  'pilot list',
  'pilot check FILE | pilot join FILE: a pilot with its days, sectors and organisations, all or nothing',
  'pilot close CODE --links-until DATE: stops visits and letters now; links live until the day',
  'pilot export CODE FOLDER: the signed export of a closed pilot, or what there is of one that goes on',
  'pilot verify FOLDER: whether an export is what was signed',
];

type Out = (line: string) => void;
interface Asked {
  readonly args: string[];
  readonly settings: () => Settings;
  readonly out: Out;
}

const signal = (): AbortSignal => new AbortController().signal;

/** Writes one file as it is. */
async function keep(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), bytes);
}

async function exportTo({ app, faces }: Installation, actor: Actor, code: string, folder: string) {
  const found = await faces.pilots.getPilot(actor, { code });
  if (found.pilot.state === 'closed') {
    const { id, files, list } = await faces.pilots.openExport(actor, { code });
    const key = app.ports.keys.auditKeys().find((one) => one.id === list.keyId);
    for (const { name, bytes } of vouchers(list, key?.publicKeyPem ?? ''))
      await keep(folder, name, bytes);
    for (const { name } of files) {
      const object = await app.ports.objects.get(exportKey(actor.region, id, name));
      if (!object) throw new Error(`the file ${name} of the export is not there`);
      await keep(folder, name, object.bytes);
    }
    return { files: files.length, isSigned: true };
  }
  const { places } = await faces.pilots.listPlaces(actor, { code });
  const files = await writeExport({
    app,
    region: actor.region,
    places,
    modules: MODULES,
    signal: signal(),
    put: ({ name, content }) => keep(folder, name, content),
  });
  return { files: files.length, isSigned: false };
}

/** What each word does. Gives the exit code. */
const DEEDS: Readonly<
  Record<
    string,
    (asked: {
      house: Installation;
      actor: Actor;
      words: readonly string[];
      until: string | undefined;
      out: Out;
    }) => Promise<number>
  >
> = {
  async list({ house, actor, out }) {
    const { pilots } = await house.faces.pilots.listPilots(actor, {});
    for (const one of pilots)
      out(`${one.code}  ${one.state}  ${one.from}/${one.to}  ${one.places.length} places`);
    return 0;
  },
  async join({ house, actor, words, out }) {
    const input = pilotFile.parse(JSON.parse(await readFile(words[0]!, 'utf8')));
    const made = await house.faces.pilots.joinPilot(actor, input);
    out(`${made.code}: ${made.places} places${made.isNew ? '' : ', known already'}`);
    return 0;
  },
  async close({ house, actor, words, until, out }) {
    const code = words[0]!;
    await house.faces.pilots.askClosing(actor, { code, linksUntil: until ?? '' });
    const { closed, links } = await house.faces.pilots.confirmClosing(actor, { code });
    out(`${code}: ${closed} invitations closed, ${links} links open until ${until}`);
    await closePilots(house.app, actor.region, MODULES, signal());
    const { pilot } = await house.faces.pilots.getPilot(actor, { code });
    out(`${code}: ${pilot.state}`);
    return 0;
  },
  async export({ house, actor, words, out }) {
    const { files, isSigned } = await exportTo(house, actor, words[0]!, words[1]!);
    out(`${files} files${isSigned ? ', signed' : '; not signed: the pilot is not closed'}`);
    return 0;
  },
};
const WORDS: Readonly<Record<string, number>> = { list: 0, join: 1, close: 1, export: 2 };

async function check(file: string, out: Out): Promise<number> {
  const read = pilotFile.safeParse(JSON.parse(await readFile(file, 'utf8')));
  for (const { path, code, message } of read.error?.issues ?? [])
    out(`${path.join('.')}: ${code} ${message}`);
  if (read.success) out(`${read.data.code}: ${read.data.places.length} places, in order`);
  return read.success ? 0 : 1;
}

async function verifyFolder(folder: string, settings: Settings, out: Out): Promise<number> {
  const own = await withInstallation(settings, async ({ app }) =>
    app.ports.keys.auditKeys().map(({ publicKeyPem }) => publicKeyPem),
  );
  const verdict = await verifyExport((name) => readFile(join(folder, name)).catch(() => null), own);
  for (const name of verdict.wrong) out(`does not agree: ${name}`);
  if (verdict.wrong.length === 0)
    out(`${verdict.pilot} is whole: ${verdict.files} files, signed with key ${verdict.keyId}`);
  return verdict.wrong.length === 0 ? 0 : 1;
}

/** Pilots from the command line. @returns the exit code */
export async function pilot({ args, settings, out }: Asked): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { 'links-until': { type: 'string' } },
  });
  const [word = '', ...words] = positionals;
  if (word === 'check' && words[0]) return check(words[0], out);
  if (word === 'verify' && words[0]) return verifyFolder(words[0], settings(), out);
  const deed = DEEDS[word];
  if (!deed || words.length !== WORDS[word]) {
    for (const line of USAGE) out(line);
    return 2;
  }
  const read = settings();
  const actor = { kind: 'system', region: read.region, name: 'cli' } as const;
  try {
    return await withInstallation(read, (house) =>
      deed({ house, actor, words, until: values['links-until'], out }),
    );
  } catch (error) {
    if (!isAppError(error)) throw error;
    out(`${error.code} ${JSON.stringify(error.data)}`);
    return 1;
  }
}
