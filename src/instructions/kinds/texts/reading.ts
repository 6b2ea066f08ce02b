import {
  askSentence,
  notInText,
  type Passage,
  readingPrompt,
  splitSentences,
} from '../../../language/index.ts';
import type { Message } from '../../example.ts';
import {
  type Generator,
  type GeneratorContext,
  type Origin,
  sourceOrigin,
  type WrittenDialogue,
} from '../../generator.ts';
import { type Random, sampleStream } from '../../random.ts';
import { readArticles, type SchoolArticle } from '../../readers/articles.ts';
import { sourcesOf } from '../../source-settings.ts';
import { typeAsPupil } from '../../text/pupil-typing.ts';
import { isTajik } from '../../text/tajik-text.ts';
import { corpusTexts } from './corpus-texts.ts';

/** Questions that the passages in front of them do not answer. */
const unanswerableShare = 0.2;
/** Questions typed as on a telephone. */
const typedShare = 0.33;
const longestPassage = 700;
const shortestPassage = 120;
/** Further questions of one document would teach its words more than reading. */
const questionsADocument = 6;

/**
 * Reading: one to three numbered passages and a question; the answer is the sentence that says it, or a shorter one,
 * with the passage's number, or that the text does not say it.
 */
export const generateReading: Generator = async function* (context) {
  const articles = await allArticles(context);
  const lessons = lessonTasks(articles, context.random);
  const texts = textTasks(context);
  for (;;) {
    const [lesson, text] = [lessons.next(), await texts.next()];
    if (!lesson.done) yield lesson.value;
    if (!text.done) yield text.value;
    if (lesson.done && text.done) return;
  }
};

interface SourcedArticle {
  readonly article: SchoolArticle;
  readonly origin: Origin;
}

async function allArticles({ sources, random }: GeneratorContext): Promise<SourcedArticle[]> {
  const found: SourcedArticle[] = [];
  for (const source of sourcesOf(sources, 'school-articles')) {
    for await (const article of readArticles(source.file, 'train')) {
      found.push({ article, origin: sourceOrigin(source, `article ${article.id}`) });
    }
  }
  return random.shuffle(found);
}

/** Every question of the articles twice: as written and as typed, with other passages beside. */
function* lessonTasks(articles: readonly SourcedArticle[], random: Random): Iterator<WrittenDialogue> {
  for (const isTyped of [false, true]) {
    for (const { article, origin } of articles) {
      const others = articles.filter(
        (other) => other.article.subject === article.subject && other.article !== article,
      );
      for (const { question, answer, evidence, typed } of article.questions) {
        const paragraph = article.text.find((text) => text.includes(evidence));
        if (paragraph === undefined || paragraph.length > longestPassage) continue;
        const wording = isTyped ? typed : question;
        const beside = besidePassages(article, others, paragraph, random);
        if (random.chance(unanswerableShare) && beside.length > 0) {
          yield task(origin, 'not-in-text', random.shuffle(beside), wording, notInText);
          continue;
        }
        const own = passageOf(article, paragraph, random);
        const passages = random.shuffle([own, ...beside]);
        const mark = `[${passages.indexOf(own) + 1}]`;
        const told = random.chance(0.6) ? answer : evidence;
        yield task(origin, isTyped ? 'lesson-typed' : 'lesson', passages, wording, cite(told, mark));
      }
      const [first] = article.text;
      if (first === undefined || first.length > longestPassage) continue;
      for (const question of article.unanswerable) {
        const passages = random.shuffle([
          passageOf(article, first, random),
          ...besidePassages(article, others, first, random),
        ]);
        const wording = isTyped ? typeAsPupil(question, random) : question;
        yield task(origin, 'not-in-text', passages, wording, notInText);
      }
    }
  }
}

/** Up to two passages that are beside: of the same article or of another of its subject. */
function besidePassages(
  article: SchoolArticle,
  others: readonly SourcedArticle[],
  own: string,
  random: Random,
): Passage[] {
  const count = random.pick([0, 1, 2, 2]);
  const passages: Passage[] = [];
  for (let place = 0; place < count; place += 1) {
    const source = others.length === 0 || random.chance(0.4) ? article : random.pick(others).article;
    const text = random.pick(source.text);
    if (text === own || text.length > longestPassage || passages.some((passage) => passage.text === text))
      continue;
    passages.push(passageOf(source, text, random));
  }
  return passages;
}

function passageOf({ subject, grade }: SchoolArticle, text: string, random: Random): Passage {
  return { book: `${subject}, синфи ${grade}`, page: String(random.integer(4, 180)), text };
}

/** Questions in place from running text: the answer is the sentence itself. */
async function* textTasks(context: GeneratorContext): AsyncGenerator<WrittenDialogue> {
  const { random, wanted } = context;
  const documents = await sampleStream(corpusTexts(context), wanted, random);
  for (const { text, ...origin } of documents) {
    const sentences = splitSentences(text);
    const asked = sentences.flatMap((sentence, place) => {
      const questions = askSentence(sentence, { leaning: true });
      return questions.length === 0 || !isTajik(sentence)
        ? []
        : [{ place, question: random.pick(questions).question }];
    });
    for (const { place, question } of random.shuffle(asked).slice(0, questionsADocument)) {
      const window = windowAround(sentences, place, random);
      if (window === undefined) continue;
      const wording = random.chance(typedShare) ? typeAsPupil(question, random) : question;
      const { before, sentence, after } = window;
      const isAnswered = !random.chance(unanswerableShare);
      // Without its answer the passage must still be a text.
      const kept = isAnswered ? [...before, sentence, ...after] : [...before, ...after];
      const passage = {
        book: random.pick(titles),
        page: String(random.integer(3, 240)),
        text: kept.join(' '),
      };
      if (passage.text.length < shortestPassage || passage.text.length > longestPassage) continue;
      yield isAnswered
        ? task(origin, 'in-place', [passage], wording, cite(sentence, '[1]'))
        : task(origin, 'not-in-text', [passage], wording, notInText);
    }
  }
}

const titles = ['Хониши иловагӣ', 'Маҷмӯаи матнҳо', 'Рӯзнома', 'Донишнома', 'Таърих', 'Адабиёт', 'Ҷомеа'];

interface Window {
  readonly before: readonly string[];
  readonly sentence: string;
  readonly after: readonly string[];
}

/** A sentence with one to three of its neighbours on each side; none that asks something itself. */
function windowAround(sentences: readonly string[], place: number, random: Random): Window | undefined {
  const sentence = sentences[place];
  const start = Math.max(0, place - random.integer(0, 3));
  const before = sentences.slice(start, place);
  const after = sentences.slice(place + 1, place + 1 + random.integer(1, 3));
  if (sentence === undefined || [...before, ...after].some((text) => text.includes('?'))) return undefined;
  return { before, sentence, after };
}

/** «… аст.» → «… аст [1].» */
function cite(answer: string, mark: string): string {
  return answer.trim().replace(/([.!?…]?)$/u, (end) => ` ${mark}${end === '' ? '.' : end}`);
}

function task(
  origin: Origin,
  group: string,
  passages: readonly Passage[],
  question: string,
  answer: string,
): WrittenDialogue {
  const messages: Message[] = [
    { role: 'user', content: readingPrompt(passages, question) },
    { role: 'assistant', content: answer },
  ];
  return { ...origin, group, messages, repeats: answer === notInText ? Number.MAX_SAFE_INTEGER : 3 };
}
