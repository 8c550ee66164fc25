import { defineModule, sweepBy } from '@otklik/kernel';
import { addDraftPhoto } from './commands/add-draft-photo.ts';
import { confirmComplaint } from './commands/confirm-complaint.ts';
import { eraseComplaint } from './commands/erase-complaint.ts';
import { fileComplaint } from './commands/file-complaint.ts';
import { forgetStaleDrafts } from './commands/forget-stale-drafts.ts';
import { importTopics } from './commands/import-topics.ts';
import { publishComplaint } from './commands/publish-complaint.ts';
import { removeDraftPhoto } from './commands/remove-draft-photo.ts';
import { saveDraft } from './commands/save-draft.ts';
import { checkComplaint } from './queries/check-complaint.ts';
import { countByDistrict } from './queries/count-by-district.ts';
import { countOutcomes } from './queries/count-outcomes.ts';
import { followCase } from './queries/follow-case.ts';
import { getComplaint } from './queries/get-complaint.ts';
import { getDraft } from './queries/get-draft.ts';
import { listComplaints } from './queries/list-complaints.ts';
import { listMyComplaints } from './queries/list-my-complaints.ts';
import { listTopics } from './queries/list-topics.ts';

export const manifest = defineModule({
  name: 'complaints',
  needs: ['cases', 'notices', 'registry', 'retention'],
  commands: {
    addDraftPhoto,
    confirmComplaint,
    eraseComplaint,
    fileComplaint,
    forgetStaleDrafts,
    importTopics,
    publishComplaint,
    removeDraftPhoto,
    saveDraft,
  },
  queries: {
    checkComplaint,
    countByDistrict,
    countOutcomes,
    followCase,
    getComplaint,
    getDraft,
    listComplaints,
    listMyComplaints,
    listTopics,
  },
  jobs: [],
  retention: [sweepBy('complaint-drafts', forgetStaleDrafts)],
  erasers: { complaint: eraseComplaint },
  settings: {},
  constraints: { one_use_per_confirmation: 'changed-meanwhile' },
  migrations: new URL('../migrations/', import.meta.url),
});
