import { z } from 'zod';
import { defineTextVerb } from './text-verb.ts';

const settings = z.strictObject({
  report: z.boolean().default(false).describe('list the changes instead of printing the text'),
});

export const restoreVerb = defineTextVerb({
  name: 'restore',
  summary: 'put ғ ӣ қ ӯ ҳ ҷ back into Tajik typed without them',
  description:
    'Prints each line with its Tajik letters. Lines in other languages, and lines that have them, stay as they ' +
    'are. With --report it prints each change instead: line, column, before, after, confidence (0.5–1).',
  settings,
  examples: [
    "echo 'Ман мехохам ба Точикистон равам' | soro text restore",
    'soro text restore --report chat.txt',
  ],
  async start({ report }) {
    const { restoreLetters } = await import('../../language/index.ts');
    let number = 0;
    return (line) => {
      number += 1;
      const { text, changes } = restoreLetters(line);
      if (!report) return text;
      return changes.map(({ offset, before, after, confidence }) =>
        [number, offset + 1, before, after, confidence.toFixed(3)].join('\t'),
      );
    };
  },
});
