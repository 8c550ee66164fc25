import { defineCommand } from '@otklik/kernel';
import { regionAdministrator } from '../policy.ts';
import { openProject as input } from '../schema.ts';
import { insertProject } from '../store/projects.ts';

/** Puts a question to the region: goal, host, directions, and the days on which proposals are taken. */
export const openProject = defineCommand({
  name: 'crowd.open-project',
  input,
  policy: regionAdministrator,
  async handle({ tx, subject: personId, input: project }) {
    const id = await insertProject(tx, { ...project, createdBy: personId, demo: false });
    return { id, code: project.code };
  },
  audit: ({ output, input: { opensOn, closesOn } }) => ({
    object: output.id,
    after: `${opensOn}/${closesOn}`,
  }),
});
