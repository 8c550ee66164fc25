export { beginProposal, takesProposals } from './begin.ts';
export { importProject, type SimulatedProposal } from './bulk.ts';
export { manifest } from './manifest.ts';
export type { Direction, ProjectPhase, ProposalReason, ProposalState } from './model.ts';
export { forgetProposalsOf, ownProposals } from './own-proposals.ts';
export { isTied as isProposed } from './store/proposals.ts';
export type { AuthorView, PublicProject, PublicProposal } from './view.ts';
