import { defineModule } from '@otklik/kernel';
import { joinFiling } from './commands/join-filing.ts';
import { judgeCampaign } from './commands/judge-campaign.ts';
import { noteFlood } from './commands/note-flood.ts';
import { saveRules } from './commands/save-rules.ts';
import { findCampaigns } from './jobs/find-campaigns.ts';
import { getCampaign } from './queries/get-campaign.ts';
import { listCampaigns } from './queries/list-campaigns.ts';
import { listNew } from './queries/list-new.ts';

export const manifest = defineModule({
  name: 'campaigns',
  needs: ['cases', 'complaints', 'registry'],
  commands: { joinFiling, judgeCampaign, noteFlood, saveRules },
  queries: { getCampaign, listCampaigns, listNew },
  jobs: [findCampaigns],
  settings: {},
  constraints: {
    one_campaign_per_case: 'changed-meanwhile',
    one_open_flood_per_clinic: 'changed-meanwhile',
    one_open_flood_per_topic: 'changed-meanwhile',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
