// Steps that the desk makes a minute after they were asked for.
export { checkPublishAnswer, publishAnswer } from './commands/publish-answer.ts';
export { rejectCase } from './commands/reject-case.ts';
export { returnAnswer } from './commands/return-answer.ts';
export { returnCase } from './commands/return-case.ts';
