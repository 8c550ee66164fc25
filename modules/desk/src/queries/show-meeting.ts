import { regionId, staffGrants } from '@otklik/cases';
import { AppError, defineQuery, type Actor, type Grant, type Tx } from '@otklik/kernel';
import { clinicsByIds, instantIn, zoneOfRegion } from '@otklik/registry';
import { worker } from '../policy.ts';
import { showMeeting as input } from '../schema.ts';
import {
  boardSpan,
  casesOfCell,
  clinicLines,
  type Cell,
  type CellCase,
  type ClinicLine,
  type Four,
  type Narrow,
  type Span,
} from '../store/cells.ts';

const DAY_ms = 86_400_000;
const ROLES = ['coordinator', 'controller', 'administrator'];
/** In the order of the page. */
const CELLS: readonly Cell[] = [
  { what: 'in-work', timing: 'late' },
  { what: 'in-work', timing: 'in-time' },
  { what: 'solved', timing: 'late' },
  { what: 'solved', timing: 'in-time' },
];

/** Whoever holds the meeting. @throws AppError sign-in-required, second-factor-required, forbidden */
function convener({ actor }: { readonly actor: Actor }): Grant[] {
  const grants = staffGrants(actor).filter(({ role }) => ROLES.includes(role));
  if (grants.length === 0) throw new AppError('forbidden');
  return grants;
}

/** The week from Monday that a day is in, where the region is; without one the last thirty days. */
async function spanOf(tx: Tx, week: string | undefined): Promise<Span> {
  if (week === undefined) return boardSpan(tx.now);
  const day = Date.parse(`${week}T00:00:00Z`);
  const monday = day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_ms;
  const zone = await zoneOfRegion(tx);
  const at = (ms: number) => instantIn(zone, `${new Date(ms).toISOString().slice(0, 10)}T00:00`);
  return { from: at(monday), to: at(monday + 7 * DAY_ms) };
}

const sumOf = (lines: readonly Four[]): Four => {
  const sum = (pick: (line: Four) => number) => lines.reduce((all, line) => all + pick(line), 0);
  return {
    inWork: {
      inTime: sum(({ inWork }) => inWork.inTime),
      late: sum(({ inWork }) => inWork.late),
    },
    solved: {
      inTime: sum(({ solved }) => solved.inTime),
      late: sum(({ solved }) => solved.late),
    },
  };
};

async function districtNames(tx: Tx): Promise<Map<string, { ru: string; en: string }>> {
  const rows = await tx.db
    .selectFrom('districts')
    .select(['id', 'name_ru as ru', 'name_en as en'])
    .where('region_id', '=', regionId(tx))
    .execute();
  return new Map(rows.map(({ id, ...name }) => [id, name]));
}

async function linesWithNames(tx: Tx, lines: readonly ClinicLine[]) {
  const clinics = await clinicsByIds(tx, [...new Set(lines.map((line) => line.clinicId))]);
  const districts = await districtNames(tx);
  return lines
    .map(({ clinicId, districtId, inWork, solved }) => {
      const { code, nameRu, nameEn } = clinics.get(clinicId)!;
      const district = districtId ? { id: districtId, ...districts.get(districtId)! } : null;
      return { clinic: { code, nameRu, nameEn }, district, inWork, solved };
    })
    .toSorted(
      (a, b) =>
        (a.district?.ru ?? '\uffff').localeCompare(b.district?.ru ?? '\uffff', 'ru') ||
        b.inWork.late - a.inWork.late ||
        a.clinic.nameRu.localeCompare(b.clinic.nameRu, 'ru'),
    );
}

/**
 * What the weekly meeting goes through, as far as the reader's grants reach: clinic by clinic the four cells, then
 * the cases themselves, the late ones first. Published cases alone: the page is printed and handed round.
 */
export const showMeeting = defineQuery({
  name: 'desk.show-meeting',
  input,
  policy: (context) => {
    worker(context);
    return convener(context);
  },
  async handle({ tx, subject: grants, input: { district, week, limit: listed_max } }) {
    const narrow: Narrow = {
      publishedOnly: true,
      ...(district === undefined ? {} : { district: district === 'none' ? null : district }),
    };
    const span = await spanOf(tx, week);
    const lines = await linesWithNames(tx, await clinicLines(tx, grants, narrow, span));
    const cases: (CellCase & Cell)[] = [];
    for (const cell of CELLS) {
      const limit = listed_max - cases.length;
      if (limit <= 0) break;
      for (const one of await casesOfCell(tx, grants, cell, narrow, span, { limit, offset: 0 }))
        cases.push({ ...one, ...cell });
    }
    const sum = sumOf(lines);
    const total = sum.inWork.inTime + sum.inWork.late + sum.solved.inTime + sum.solved.late;
    return { at: tx.now, span, lines, sum, cases, total, more: total > cases.length };
  },
  audit: ({ input: { district } }) => ({ object: `meeting:${district ?? 'all'}` }),
});
