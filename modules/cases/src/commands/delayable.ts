// Steps that the desk makes a minute after they were asked for.
export { checkPublishAnswer, publishAnswer } from './publish-answer.ts';
export { rejectCase } from './reject-case.ts';
export { returnAnswer } from './return-answer.ts';
export { returnCase } from './return-case.ts';
