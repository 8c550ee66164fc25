export { manifest } from './manifest.ts';
export type { DiffPart } from './model/word-diff.ts';
export type { CampaignRules } from './rules.ts';
export { campaignsOfNumbers, casesOfCampaign } from './store/members.ts';
export type { CampaignKind } from './store/tables.ts';
