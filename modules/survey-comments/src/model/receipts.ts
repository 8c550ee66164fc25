/** Purposes under which a receipt or an id is hashed here; each gives another value, so that rows do not meet by it. */
export const COMMENT_TIE = 'survey-comment-tie';
export const PROPOSAL_TIE = 'survey-comment-proposal';
export const COMMENT_ORDER = 'survey-comment-order';
