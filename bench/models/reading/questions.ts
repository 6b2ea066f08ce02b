import { join } from 'node:path';
import { sharedFolder } from '../../../src/core/configuration.ts';
import { readText } from '../../../src/core/files.ts';
import { namedRandom } from '../../../src/instructions/random.ts';
import { readArticles, type SchoolArticle } from '../../../src/instructions/readers/articles.ts';
import { askSentence, type Passage, readingPrompt, splitSentences } from '../../../src/language/index.ts';

/** A question with the passages in front of it and what is right. */
export interface ReadingQuestion {
  readonly group: 'lesson' | 'lesson, as typed' | 'not in the text' | 'textbook';
  readonly prompt: string;
  readonly passages: readonly string[];
  /** Number of the passage that answers; undefined where none does. */
  readonly rightPassage: number | undefined;
  /** Any of these is right. */
  readonly answers: readonly string[];
}

/** Questions about the lessons' test part, three passages of one subject each, and about a textbook that training leaves out. */
export async function readingQuestions(most: number): Promise<ReadingQuestion[]> {
  const articles = await Array.fromAsync(
    readArticles(join(sharedFolder(), 'data/lessons/articles.jsonl'), 'test'),
  );
  const random = namedRandom('reading');
  const lessons = random.shuffle(articles.flatMap((article) => lessonQuestions(article, articles)));
  const textbook = random.shuffle(await textbookQuestions());
  return [...lessons.slice(0, Math.round(most * 0.8)), ...textbook.slice(0, Math.round(most * 0.2))];
}

function lessonQuestions(article: SchoolArticle, all: readonly SchoolArticle[]): ReadingQuestion[] {
  const random = namedRandom(article.id);
  const sameSubject = all.filter((other) => other !== article && other.subject === article.subject);
  const others = sameSubject.length > 0 ? sameSubject : all.filter((other) => other !== article);
  const passage = ({ subject, grade }: SchoolArticle, text: string): Passage => ({
    book: `${subject}, синфи ${grade}`,
    page: String(random.integer(4, 180)),
    text,
  });
  const beside = (own: string) =>
    [random.pick(article.text), random.pick(random.pick(others).text)].filter((text) => text !== own);
  const answerable = article.questions.flatMap(
    ({ question, typed, answer, evidence }, index): ReadingQuestion[] => {
      const own = article.text.find((text) => text.includes(evidence));
      if (own === undefined) return [];
      const texts = random.shuffle([own, ...beside(own)]);
      const isTyped = index % 2 === 1;
      return [
        {
          group: isTyped ? 'lesson, as typed' : 'lesson',
          prompt: readingPrompt(
            texts.map((text) => passage(article, text)),
            isTyped ? typed : question,
          ),
          passages: texts,
          rightPassage: texts.indexOf(own) + 1,
          answers: [answer, evidence],
        },
      ];
    },
  );
  const unanswerable = article.unanswerable.map((question): ReadingQuestion => {
    const own = random.pick(article.text);
    const texts = random.shuffle([own, ...beside(own)]);
    const prompt = readingPrompt(
      texts.map((text) => passage(article, text)),
      question,
    );
    return { group: 'not in the text', prompt, passages: texts, rightPassage: undefined, answers: [] };
  });
  return [...answerable, ...unanswerable];
}

/** Questions in place about the grade-8 geography textbook: no text of it was trained on. */
async function textbookQuestions(): Promise<ReadingQuestion[]> {
  const file = join(sharedFolder(), 'data/text/research/textbook-geography8.txt');
  const paragraphs = (await readText(file))
    .split('\n')
    .filter((line) => line.length > 150 && line.length < 900);
  return paragraphs.flatMap((text, index): ReadingQuestion[] => {
    const sentences = splitSentences(text);
    const asked = sentences.flatMap((sentence) => askSentence(sentence, { leaning: true }));
    const random = namedRandom(`geography ${index}`);
    if (asked.length === 0) return [];
    const { question, answer } = random.pick(asked);
    const other = random.pick(paragraphs);
    const texts = random.shuffle(other === text ? [text] : [text, other]);
    const passages = texts.map((one) => ({
      book: 'География, синфи 8',
      page: String(random.integer(3, 206)),
      text: one,
    }));
    return [
      {
        group: 'textbook',
        prompt: readingPrompt(passages, question),
        passages: texts,
        rightPassage: texts.indexOf(text) + 1,
        // The sentence repeats the question: only the words that were asked for count.
        answers: [answer],
      },
    ];
  });
}
