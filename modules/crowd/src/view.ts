import type { Tx } from '@otklik/kernel';
import { clinicsByIds, todayOf } from '@otklik/registry';
import { phaseOn } from './model.ts';
import { projectsIn, type ProjectRow } from './store/projects.ts';
import { noteOf, textOf, type ProposalRow } from './store/proposals.ts';

/** A project as everybody reads it. */
export const publicProject = (row: ProjectRow, today: string) => ({
  code: row.code,
  titleRu: row.title_ru,
  titleEn: row.title_en,
  goalRu: row.goal_ru,
  goalEn: row.goal_en,
  hostRu: row.host_ru,
  hostEn: row.host_en,
  directions: row.directions,
  opensOn: row.opens_on,
  closesOn: row.closes_on,
  phase: phaseOn({ opensOn: row.opens_on, closesOn: row.closes_on }, today),
  demo: row.demo,
});
export type PublicProject = ReturnType<typeof publicProject>;

/** Proposals as everybody reads them, in the order given; the text is null where it is not shown. */
export async function publicProposals(tx: Tx, rows: readonly ProposalRow[]) {
  if (rows.length === 0) return [];
  const projects = await projectsIn(tx)
    .where('id', 'in', [...new Set(rows.map((row) => row.project_id))])
    .execute();
  const byId = new Map(projects.map((project) => [project.id, project]));
  const clinics = await clinicsByIds(tx, [
    ...new Set(rows.flatMap(({ clinic_id }) => clinic_id ?? [])),
  ]);
  return rows.map((row) => {
    const project = byId.get(row.project_id)!;
    const clinic = row.clinic_id ? clinics.get(row.clinic_id) : undefined;
    return {
      number: row.number,
      path: `/crowd/proposals/${row.number}`,
      project: { code: project.code, titleRu: project.title_ru, titleEn: project.title_en },
      direction: project.directions.find(({ code }) => code === row.direction) ?? null,
      clinic: clinic ? { code: clinic.code, nameRu: clinic.nameRu, nameEn: clinic.nameEn } : null,
      text: row.text_public,
      shownAt: row.shown_at,
      demo: row.demo,
    };
  });
}
export type PublicProposal = Awaited<ReturnType<typeof publicProposals>>[number];

/** What its author reads besides: the own words, and what became of them. */
export async function authorView(tx: Tx, row: ProposalRow) {
  return {
    state: row.state,
    version: row.version,
    filedAt: row.filed_at,
    own: await textOf(tx, row),
    reason: row.reason_code,
    note: await noteOf(tx, row),
  };
}
export type AuthorView = Awaited<ReturnType<typeof authorView>>;

/** Today's public projects. */
export async function projectsToday(tx: Tx): Promise<PublicProject[]> {
  const today = await todayOf(tx);
  const rows = await projectsIn(tx).orderBy('opens_on', 'desc').orderBy('code').execute();
  return rows.map((row) => publicProject(row, today));
}
