// Packs the word book of the lessons for src/tools/words: `npx node tools/word-book/make-word-book.ts [words.jsonl]`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import { projectFolder, sharedFolder } from '../../src/core/configuration.ts';
import { parseJson, parseWith } from '../../src/core/schema.ts';

const entrySchema = z.strictObject({
  word: z.string().min(1),
  part: z.string(),
  meanings: z.array(z.strictObject({ definition: z.string(), example: z.string() })).min(1),
  ru: z.array(z.string()),
  en: z.array(z.string()),
  plural: z.string().nullable().optional(),
  stems: z.string().optional(),
  synonyms: z.array(z.string()),
  antonyms: z.array(z.string()),
});

const file = process.argv[2] ?? join(sharedFolder(), 'data/lessons/words.jsonl');
const lines = readFileSync(file, 'utf8').trim().split('\n');
const entries = lines.map((line, place) =>
  parseWith(entrySchema, parseJson(line, { file: `${file}:${place + 1}` }), { file: `${file}:${place + 1}` }),
);
const packed = brotliCompressSync(`${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n`, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
});
const target = join(projectFolder, 'src/tools/words/data/word-book.jsonl.br');
writeFileSync(target, packed);
process.stdout.write(`${entries.length} words, ${packed.length} bytes: ${target}\n`);
