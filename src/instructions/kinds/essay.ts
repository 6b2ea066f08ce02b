import { at } from '../../core/known.ts';
import { type Generator, sourceOrigin } from '../generator.ts';
import { sampleStream } from '../random.ts';
import { readEssays } from '../readers/essays.ts';
import { sourcesOf } from '../source-settings.ts';

const longestEssay = 1800;
const longestParagraph = 700;

/** Essays: written to a title, begun, continued. */
export const generateEssays: Generator = async function* ({ sources, random, wanted }) {
  for (const source of sourcesOf(sources, 'essays')) {
    for (const { title, address, paragraphs } of await sampleStream(
      readEssays(source.file),
      wanted,
      random,
    )) {
      if (title.length > 90) continue;
      const origin = sourceOrigin(source, address);
      const essay = beginning(paragraphs);
      if (essay.length > 500)
        yield { ...origin, turns: [{ group: 'essay', slots: { title, answer: essay } }] };
      const [first = ''] = paragraphs;
      if (first.length <= longestParagraph) {
        yield { ...origin, turns: [{ group: 'opening', slots: { title, answer: first } }] };
      }
      for (let place = 0; place + 1 < paragraphs.length; place += 2) {
        const text = at(paragraphs, place);
        const answer = at(paragraphs, place + 1);
        if (text.length > longestParagraph || answer.length > longestParagraph) continue;
        yield { ...origin, turns: [{ group: 'continuation', slots: { title, text, answer } }] };
      }
    }
  }
};

/** As many whole paragraphs as fit. */
function beginning(paragraphs: readonly string[]): string {
  let text = '';
  for (const paragraph of paragraphs) {
    if (text.length + paragraph.length > longestEssay) break;
    text += text === '' ? paragraph : `\n\n${paragraph}`;
  }
  return text;
}
