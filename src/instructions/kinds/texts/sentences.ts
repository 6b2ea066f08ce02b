import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type GeneratorContext, type Origin, sourceOrigin } from '../../generator.ts';
import { readEssays } from '../../readers/essays.ts';
import { readTextbook } from '../../readers/textbook.ts';
import { sourcesOf } from '../../source-settings.ts';
import { cleanText, goodSentences } from '../../text/tajik-text.ts';
import { corpusTexts } from './corpus-texts.ts';

/** A sentence of a source. */
export interface SourceSentence extends Origin {
  readonly sentence: string;
}

/** Streams whole sentences of prose: of essays, textbooks, plain paragraphs and the corpus. */
export async function* sourceSentences(context: GeneratorContext): AsyncGenerator<SourceSentence> {
  for await (const { text, ...origin } of sourceTexts(context)) {
    for (const sentence of goodSentences(text)) yield { ...origin, sentence };
  }
}

async function* sourceTexts(context: GeneratorContext): AsyncGenerator<Origin & { text: string }> {
  const { sources } = context;
  for (const source of sourcesOf(sources, 'essays')) {
    for await (const { address, paragraphs } of readEssays(source.file)) {
      yield { ...sourceOrigin(source, address), text: paragraphs.join('\n') };
    }
  }
  for (const source of sourcesOf(sources, 'textbook')) {
    for (const { number, paragraphs } of await readTextbook(source.file)) {
      yield { ...sourceOrigin(source, `§ ${number}`), text: paragraphs.join('\n') };
    }
  }
  for (const source of sourcesOf(sources, 'paragraphs')) {
    let line = 0;
    for await (const text of createInterface({ input: createReadStream(source.file, 'utf8') })) {
      line += 1;
      yield { ...sourceOrigin(source, `line ${line}`), text: cleanText(text) };
    }
  }
  yield* corpusTexts(context);
}
