import { z } from 'zod';
import { defineTextVerb } from './text-verb.ts';

const language = z.enum(['tg', 'ru', 'en']);
const settings = z.strictObject({
  from: language.default('tg').describe('language of the text'),
  to: language.default('ru').describe('language to translate into'),
  data: z.string().default('').describe('data folder with a memory of its own (office/memory.tmx)'),
});

export const translateVerb = defineTextVerb({
  name: 'translate',
  summary: 'translate sentences that the memory has, word by word otherwise',
  description:
    'Prints a JSON object for each line: {"kind": "sentence", "words" or "none", "text", "unknown", "similar"}. A whole sentence comes ' +
    'from the translation memory only; sentences that are like it are listed.',
  settings,
  examples: ["echo 'Дарс соати 8 сар мешавад.' | soro text translate --to ru"],
  async start({ from, to, data }) {
    const { memoryOf, translate } = await import('../../office/index.ts');
    const memory = memoryOf(data === '' ? undefined : data);
    return (line) => {
      const found = line.trim() === '' || from === to ? undefined : translate(line, from, to, memory);
      const similar = memory.similar(line, { from, to, most: 3, least: 0.6 });
      const { kind, text, unknown } = found ?? { kind: 'none', text: '', unknown: [] };
      return JSON.stringify({ kind, text, unknown, similar });
    };
  },
});
