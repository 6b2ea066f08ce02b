import { z } from 'zod';
import { defineTextVerb } from './text-verb.ts';

export const sortVerb = defineTextVerb({
  name: 'sort',
  summary: 'sort lines by the Tajik alphabet',
  description: 'Prints the lines in the order of the Tajik alphabet (… г ғ … и ӣ й к қ … у ӯ ф х ҳ ч ҷ ш …).',
  settings: z.strictObject({
    reverse: z.boolean().default(false).describe('from я to а'),
    unique: z.boolean().default(false).describe('print equal lines once'),
  }),
  examples: ['soro text sort names.txt', 'soro text words book.txt | soro text sort --unique'],
  async start({ reverse, unique }) {
    const { compareTajik } = await import('../../language/index.ts');
    const lines: string[] = [];
    return {
      take: (line) => {
        lines.push(line);
      },
      end: () => {
        const sorted = (unique ? [...new Set(lines)] : lines).sort(compareTajik);
        return reverse ? sorted.reverse() : sorted;
      },
    };
  },
});
