import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parseJson, parseWith } from '../../core/schema.ts';
import { pageFeatureNames } from '../search/page-features.ts';
import { gateFeatureNames } from './gate-features.ts';
import { rerankFeatureNames } from './rerank-features.ts';
import { sentenceFeatureNames } from './sentence-features.ts';
import { checkFeatures, treesSchema } from './trees.ts';

const gateSchema = z.strictObject({
  trees: treesSchema,
  /** Probabilities from here on pass. */
  threshold: z.number().min(0).max(1),
});

const rankerSchema = z.strictObject({
  /** What made the file and from what. */
  madeBy: z.string(),
  sources: z.string(),
  /** Weights of the page features, which choose the pages whose sentences are looked at. */
  firstPages: z.array(z.number()).length(pageFeatureNames.length),
  sentences: treesSchema,
  pages: treesSchema,
  /** How much of its page's final score a sentence gets. */
  pageShare: z.number(),
  /** Whether the first sentence answers. */
  answer: gateSchema,
  /** Whether the books say anything about the question. */
  about: gateSchema,
});

export type Ranker = z.output<typeof rankerSchema>;

const file = new URL('../data/ranker.json', import.meta.url);
let loaded: Ranker | undefined;

/** The ranker that comes with Soro, read at its first use. */
export function ranker(): Ranker {
  if (!loaded) {
    const source = {
      file: fileURLToPath(file),
      family: 'corrupt',
      remedy: 'Restore the file from the repository.',
    } as const;
    loaded = parseWith(rankerSchema, parseJson(readFileSync(file, 'utf8'), source), source);
    checkFeatures(loaded.sentences, sentenceFeatureNames, 'sentences');
    checkFeatures(loaded.pages, rerankFeatureNames, 'pages');
    checkFeatures(loaded.answer.trees, gateFeatureNames, 'answer');
    checkFeatures(loaded.about.trees, gateFeatureNames, 'about');
  }
  return loaded;
}
