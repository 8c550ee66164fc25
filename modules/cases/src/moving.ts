/** How other modules make a move of a case, and what a moderator's moves check before. */
export { checkPublishAnswer, publishAnswer } from './commands/publish-answer.ts';
export { rejectCase } from './commands/reject-case.ts';
export { returnAnswer } from './commands/return-answer.ts';
export { returnCase } from './commands/return-case.ts';
export { moveCase, rehearseMove } from './move-case.ts';
