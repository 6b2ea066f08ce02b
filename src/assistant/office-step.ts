import { answerOffice } from '../office/index.ts';
import type { Step } from './types.ts';

/** Forms, notices, corrections, letters and translations of a text that is in the message. */
export const officeStep: Step = {
  name: 'office',
  run({ typed, before }, { options, office }) {
    if (options.tools === false) return { facts: ['switched off'] };
    const answer = answerOffice(typed, before, office);
    if (answer === undefined) return { facts: ['no request about a text in the message'] };
    const { tool, text } = answer;
    return { outcome: { kind: 'computed', tool, text, citations: [] }, facts: [`task: ${tool}`] };
  },
};
