import { type Generator, sourceOrigin } from '../../generator.ts';
import { sampleStream } from '../../random.ts';
import { readLessons } from '../../readers/lessons.ts';
import { sourcesOf } from '../../source-settings.ts';

/** Topics of lessons, whole and in parts. */
export const generateLessons: Generator = async function* ({ sources, random, wanted }) {
  for (const source of sourcesOf(sources, 'lessons')) {
    for (const { id, topic, text, parts } of await sampleStream(readLessons(source.file), wanted, random)) {
      const origin = sourceOrigin(source, `lesson ${id}`);
      yield { ...origin, turns: [{ group: 'lesson', slots: { topic, answer: text } }] };
      for (const part of parts) {
        if (part.heading.length < 4) continue;
        const slots = { topic, part: part.heading.replace(/\?$/u, ''), answer: part.text };
        yield { ...origin, turns: [{ group: 'part', slots }] };
      }
    }
  }
};
