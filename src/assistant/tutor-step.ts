import { settingsForHints, tutorConversation } from '../practice/index.ts';
import type { Step } from './types.ts';

/** Where a class works with hints first: a task that a tool could solve is tutored, not solved. */
export const tutorStep: Step = {
  name: 'tutor',
  run({ typed, before }, { options }) {
    const { hintsFirst } = options;
    if (hintsFirst === undefined) return { facts: ['not asked for'] };
    const messages = before.flatMap(({ role, content }) => (role === 'user' ? [content] : []));
    const text = tutorConversation([...messages, typed], settingsForHints(hintsFirst));
    if (text === undefined) return { facts: ['no task that a tool could solve'] };
    return { outcome: { kind: 'own', text, citations: [] }, facts: ['a task is being tutored'] };
  },
};
