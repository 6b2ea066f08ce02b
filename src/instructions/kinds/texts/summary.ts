import { splitSentences } from '../../../language/index.ts';
import { type Generator, type GeneratorContext, type Origin, sourceOrigin } from '../../generator.ts';
import { sampleStream } from '../../random.ts';
import { readEssays } from '../../readers/essays.ts';
import { readTextbook } from '../../readers/textbook.ts';
import { mainSentences } from '../../report/summarise.ts';
import { sourcesOf } from '../../source-settings.ts';
import { corpusTexts } from './corpus-texts.ts';

const shortestText = 500;
const longestText = 1600;

interface TitledText extends Origin {
  readonly title: string | undefined;
  readonly text: string;
}

/** Texts and their main sentences; texts and their titles. */
export const generateSummaries: Generator = async function* (context) {
  for (const found of await sampleStream(texts(context), context.wanted * 2, context.random)) {
    const { title, text, source, licence, provenance } = found;
    const origin = { source, licence, provenance };
    const sentences = splitSentences(text).length;
    if (sentences >= 6) {
      const answer = mainSentences(text, sentences >= 10 ? 3 : 2).join(' ');
      yield { ...origin, turns: [{ group: 'summary', slots: { text, answer } }] };
    }
    if (title !== undefined && title.length < 70) {
      yield { ...origin, turns: [{ group: 'title', slots: { text, answer: title } }] };
    }
  }
};

async function* texts(context: GeneratorContext): AsyncGenerator<TitledText> {
  const { sources } = context;
  for (const source of sourcesOf(sources, 'textbook')) {
    for (const { number, title, paragraphs } of await readTextbook(source.file)) {
      const origin = sourceOrigin(source, `§ ${number}`);
      for (const text of windows(paragraphs)) yield { ...origin, title, text };
    }
  }
  for (const source of sourcesOf(sources, 'essays')) {
    for await (const { title, address, paragraphs } of readEssays(source.file)) {
      const origin = sourceOrigin(source, address);
      const [first, ...others] = windows(paragraphs);
      if (first) yield { ...origin, title, text: first };
      for (const text of others) yield { ...origin, title: undefined, text };
    }
  }
  for await (const { text, ...origin } of corpusTexts(context)) {
    for (const window of windows(text.split('\n'))) yield { ...origin, title: undefined, text: window };
  }
}

/** Neighbouring paragraphs put together to texts of a page's length. */
function windows(paragraphs: readonly string[]): string[] {
  const found: string[] = [];
  let text = '';
  for (const paragraph of paragraphs) {
    if (text.length + paragraph.length > longestText) text = '';
    text += text === '' ? paragraph : `\n${paragraph}`;
    if (text.length < shortestText) continue;
    if (text.length <= longestText) found.push(text);
    text = '';
  }
  return found;
}
