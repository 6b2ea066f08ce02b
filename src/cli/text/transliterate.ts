import { z } from 'zod';
import { defineTextVerb } from './text-verb.ts';

const scripts = ['Cyrl', 'Arab', 'Latn'] as const;

const settings = z.strictObject({
  from: z.enum(scripts).describe('the script of the text'),
  to: z.enum(scripts).describe('the script to write it in'),
  latin: z
    .enum(['iso9', 'bgn', 'chat'])
    .default('chat')
    .describe('how Latin letters are used: ISO 9:1995 (exact both ways), BGN/PCGN 1994, or as people type'),
});

export const transliterateVerb = defineTextVerb({
  name: 'transliterate',
  summary: 'write Tajik in another script: Cyrillic, Persian script, Latin',
  description:
    'Writes each line in another script. Ezafe, unwritten vowels and words spelt by tradition are chosen by a ' +
    'lexicon and by their neighbours; the more of a sentence a line holds, the better.',
  settings,
  examples: [
    'soro text transliterate --from Arab --to Cyrl farsi.txt',
    'echo "Забони модарӣ" | soro text transliterate --from Cyrl --to Arab',
    'echo "Салом" | soro text transliterate --from Cyrl --to Latn --latin iso9',
  ],
  async start(options) {
    const { transliterate } = await import('../../language/index.ts');
    // A wrong pair of scripts is told before the first line.
    transliterate('', options);
    return (line) => transliterate(line, options);
  },
});
