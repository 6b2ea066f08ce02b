import { readCorpus } from '../../../corpus/index.ts';
import type { GeneratorContext, Origin } from '../../generator.ts';

/** Registers of a corpus that are not the language of a lesson. */
const leftOut = new Set(['religious', 'dictionary', 'poetry']);

/** Streams the training documents of the corpus, if there is one: never what is held out. */
export async function* corpusTexts({
  corpus,
  signal,
}: GeneratorContext): AsyncGenerator<Origin & { text: string }> {
  if (corpus === undefined) return;
  for await (const { id, text, source, register } of readCorpus(corpus, { split: 'train', signal })) {
    if (leftOut.has(register)) continue;
    yield { text, source: source.name, licence: source.licence, provenance: `document ${id.slice(0, 16)}` };
  }
}
