import type { ChatMessage } from '../chat/index.ts';
import { libraryStep, passagesStep } from './books/library-step.ts';
import { rememberingEvidence } from './knowledge.ts';
import { officeStep } from './office-step.ts';
import { limitsStep } from './talk/limits-step.ts';
import { memoryStep } from './talk/memory-step.ts';
import { talkStep } from './talk/talk-step.ts';
import { textStep } from './text-step.ts';
import { toolsStep, wordBookStep } from './tools-step.ts';
import { tutorStep } from './tutor-step.ts';
import type { Outcome, Step, StepContext, StepRecord, Understood } from './types.ts';
import { understand } from './understand/understand.ts';

/** The steps in order: the first that answers ends the line, and what none of them answers is the model's. */
export const steps: readonly Step[] = [
  limitsStep,
  tutorStep,
  toolsStep,
  officeStep,
  talkStep,
  textStep,
  memoryStep,
  libraryStep,
  wordBookStep,
  passagesStep,
];

/** How a question was answered, or that it is left to the model. */
export interface Answered {
  readonly understood: Understood;
  readonly outcome: Outcome | undefined;
  readonly steps: readonly StepRecord[];
}

/** Walks the steps for the last message of a conversation. Nothing is generated here. */
export function answerQuestion(messages: readonly ChatMessage[], given: StepContext): Answered {
  const knowledge = given.knowledge && rememberingEvidence(given.knowledge);
  const context: StepContext = { ...given, knowledge };
  const understood = understand(messages.filter(({ role }) => role !== 'system'));
  const records: StepRecord[] = [describe(understood)];
  for (const step of steps) {
    const { outcome, facts } = step.run(understood, context);
    records.push({ name: step.name, answered: outcome !== undefined, facts });
    if (outcome !== undefined) return { understood, outcome, steps: records };
  }
  records.push({ name: 'model', answered: true, facts: ['no step answers: the model’s own words'] });
  return { understood, outcome: undefined, steps: records };
}

function describe({ typed, restored, question, language, followUp }: Understood): StepRecord {
  const facts = [`language: ${language}`];
  if (restored !== typed) facts.push(`restored: ${restored}`);
  if (followUp !== undefined)
    facts.push(`follows (${followUp.kind}): ${followUp.previous}`, `question: ${question}`);
  return { name: 'understand', answered: false, facts };
}
