import type { Step } from '../types.ts';
import { readLimits } from './patterns.ts';

/** What Soro does not do: harm, cheating, other people's data, medicine, news. Before everything else. */
export const limitsStep: Step = {
  name: 'limits',
  run({ folded }) {
    const found = readLimits().limits.find(({ patterns }) =>
      patterns.some((pattern) => folded.search(pattern) >= 0),
    );
    if (found === undefined) return { facts: [] };
    return { outcome: { kind: 'own', text: found.answer, citations: [] }, facts: [`limit: ${found.name}`] };
  },
};
