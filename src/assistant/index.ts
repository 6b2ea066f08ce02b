export { type Answered, answerQuestion, steps } from './answer-question.ts';
export { type AssistantOptions, createAssistant, mayRead } from './assistant-engine.ts';
export { knowledgeOf } from './knowledge.ts';
export { readPassages } from './reader/read-passages.ts';
export type { Knowledge, Outcome, PreparedArticle, StepName, StepRecord } from './types.ts';
export { type Verification, type VerificationFault, verifySentence } from './verify/verify-sentence.ts';
