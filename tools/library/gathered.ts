import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson, parseWith } from '../../src/core/schema.ts';
import { rerankFeatureNames } from '../../src/library/evidence/rerank-features.ts';
import { sentenceFeatureNames } from '../../src/library/evidence/sentence-features.ts';
import { pageFeatureNames } from '../../src/library/search/page-features.ts';

const questionSchema = z.strictObject({
  /** The article that it was written for. */
  article: z.string(),
  text: z.string(),
  isAnswerable: z.boolean(),
  isTyped: z.boolean(),
  /** Asked of a library without its article. */
  isForeign: z.boolean(),
  isCandidate: z.boolean(),
  unknownWords: z.int(),
  pages: z.array(
    z.strictObject({
      isRight: z.boolean(),
      missingWords: z.int(),
      firstScore: z.number(),
      sentences: z.int(),
      /** Places of the sentences that answer. */
      right: z.array(z.int()),
    }),
  ),
});

/** A question with what was found for it, without the features. */
export type GatheredQuestion = z.output<typeof questionSchema>;

/** A question with the features of its pages and of their sentences. */
export interface Gathered extends GatheredQuestion {
  /** For each page the features of its sentences. */
  readonly sentences: readonly (readonly ArrayLike<number>[])[];
  /** For each page its features; those that come from sentence scores are 0. */
  readonly pageRows: readonly ArrayLike<number>[];
}

/** Reads what learn-page-weights.ts wrote. */
export function readPageWeights(folder: string): number[] {
  const file = join(folder, 'page-weights.json');
  const schema = z.array(z.number()).length(pageFeatureNames.length);
  return parseWith(schema, parseJson(readFileSync(file, 'utf8')), { file, family: 'corrupt' });
}

/** Reads what gather-rows.ts wrote. */
export async function readGathered(folder: string): Promise<Gathered[]> {
  const names = (await readdir(folder)).filter((name) => /^rows-\d+\.jsonl$/u.test(name)).sort();
  return names.flatMap((name) => {
    const bytes = readFileSync(join(folder, name.replace('.jsonl', '.bin')));
    const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    let at = 0;
    const take = (width: number) => {
      at += width;
      return values.subarray(at - width, at);
    };
    const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
    return lines.map((line) => {
      const question = parseWith(questionSchema, parseJson(line), { file: name, family: 'corrupt' });
      const sentences = question.pages.map(({ sentences: count }) =>
        Array.from({ length: count }, () => take(sentenceFeatureNames.length)),
      );
      const pageRows = question.pages.map(() => take(rerankFeatureNames.length));
      return { ...question, sentences, pageRows };
    });
  });
}
