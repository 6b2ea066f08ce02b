import { splitSentences } from '../../../language/index.ts';
import { type Generator, sourceOrigin } from '../../generator.ts';
import { readTextbook, type Section } from '../../readers/textbook.ts';
import { stemCounts } from '../../report/summarise.ts';
import { sourcesOf } from '../../source-settings.ts';
import { readPhrasings, wordList } from '../../text/phrasings.ts';

/** Share of a question's words, weighed by rarity, that a passage must hold to count as its answer. */
const enoughShare = 0.6;
const fewestWords = 3;
const passageSentences = 3;
/** In how many wordings a question with its answer is asked. */
const wordings = 4;
const longestText = 1500;

/** Questions of textbooks with the passage that answers them; questions without one are left out. */
export const generateTextbook: Generator = async function* ({ sources, random }) {
  const unanswered = new Set(wordList(readPhrasings('textbook'), 'unanswered'));
  for (const source of sourcesOf(sources, 'textbook')) {
    for (const section of random.shuffle(await readTextbook(source.file))) {
      for (const [place, question] of section.questions.entries()) {
        const answer = unanswered.has(`${section.number}.${place + 1}`)
          ? undefined
          : answeringPassage(question, section);
        if (answer === undefined) continue;
        const origin = sourceOrigin(source, `§ ${section.number}, question ${place + 1}`);
        const text = section.paragraphs.find((paragraph) => paragraph.includes(answer)) ?? answer;
        for (let wording = 0; wording < wordings; wording += 1) {
          const slots = { question, section: section.title, answer };
          yield { ...origin, turns: [{ group: 'question', slots }] };
          if (text.length > longestText) continue;
          yield { ...origin, turns: [{ group: 'question-with-text', slots: { question, text, answer } }] };
        }
      }
    }
  }
};

/** The passage that holds the words of a question, weighed by how few passages of the section have them. */
export function answeringPassage(question: string, { paragraphs }: Section): string | undefined {
  const asked = [...stemCounts(question).keys()];
  if (
    asked.length < fewestWords ||
    wordList(readPhrasings('textbook'), 'opinion').some((word) => question.includes(word))
  )
    return undefined;
  const passages = paragraphs.flatMap(passagesOf);
  const stems = passages.map((passage) => stemCounts(passage));
  const weights = asked.map((stem) =>
    Math.log(1 + passages.length / (1 + stems.filter((one) => one.has(stem)).length)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scores = stems.map((one) =>
    asked.reduce((sum, stem, place) => sum + (one.has(stem) ? (weights[place] ?? 0) : 0), 0),
  );
  const best = Math.max(...scores);
  return best / total >= enoughShare ? passages[scores.indexOf(best)] : undefined;
}

function passagesOf(paragraph: string): string[] {
  const sentences = splitSentences(paragraph);
  const starts = sentences.map((_, place) => place).filter((place) => place % 2 === 0);
  return starts.map((start) => sentences.slice(start, start + passageSentences).join(' '));
}
