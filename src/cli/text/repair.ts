import { z } from 'zod';
import { defineTextVerb } from './text-verb.ts';

const settings = z.strictObject({
  report: z.boolean().default(false).describe('list the changes instead of printing the text'),
});

export const repairVerb = defineTextVerb({
  name: 'repair',
  summary: 'repair damage of fonts, encodings and keyboards in Tajik text',
  description:
    'Prints each line repaired. Lines in other languages and other spellings of Tajik stay as they are. ' +
    'With --report it prints each change instead: line, column, rule, before, after.',
  settings,
  examples: ['soro text repair old-book.txt > repaired.txt', 'soro text repair --report old-book.txt'],
  async start({ report }) {
    const { repairText } = await import('../../language/index.ts');
    let number = 0;
    return (line) => {
      number += 1;
      const { text, changes } = repairText(line);
      if (!report) return text;
      return changes.map(({ rule, offset, before, after }) =>
        [number, offset + 1, rule, before, after].map(String).join('\t'),
      );
    };
  },
});
