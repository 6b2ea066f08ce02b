import { z } from 'zod';
import { defineTextVerb } from './text-verb.ts';

const settings = z.strictObject({
  json: z.boolean().default(false).describe('print {"corrected", "changes"} for each line'),
});

export const checkVerb = defineTextVerb({
  name: 'check',
  summary: 'correct slips of spelling, letters, izofat and verb endings',
  description:
    'Prints each line with its slips corrected, where the rules are sure. With --json it prints ' +
    '{"corrected", "changes": [{"offset", "before", "after", "kind", "reason"}]} for each line.',
  settings,
  examples: ["echo 'Ман ба мактаб меравад.' | soro text check --json"],
  async start({ json }) {
    const { checkText } = await import('../../office/index.ts');
    return (line) => (json ? JSON.stringify(checkText(line)) : checkText(line).corrected);
  },
});
