// What the assistant makes of questions it has not seen: `npm run bench assistant`. Each question of the lessons' test part, well typed
// and as pupils type it, with its own entry taken out of the starter library's prepared questions, and the questions that
// no article answers. An answer is right when it holds the evidence sentence, or shares half of its words with the answer.
import type { Knowledge } from '../../src/assistant/index.ts';
import { answerQuestion, knowledgeOf } from '../../src/assistant/index.ts';
import { openLibrary } from '../../src/library/index.ts';
import { partOf } from '../../tools/library/split.ts';
import { readLessons } from '../../tools/library/training-library.ts';
import { judgeReading } from './reading/judge-reading.ts';

const library = openLibrary(':memory:');
const known = knowledgeOf(library);

/** The same knowledge without one prepared question. */
function without(question: string): Knowledge {
  return {
    ...known,
    article(bookId, page) {
      const article = known.article(bookId, page);
      return (
        article && { ...article, questions: article.questions.filter((one) => one.question !== question) }
      );
    },
  };
}

interface Tally {
  asked: number;
  right: number;
  milliseconds: number[];
  readonly kinds: Map<string, { count: number; right: number }>;
}

const newTally = (): Tally => ({ asked: 0, right: 0, milliseconds: [], kinds: new Map() });
const tallies = { 'well typed': newTally(), 'as pupils type': newTally(), unanswerable: newTally() };

function ask(tally: Tally, question: string, own: string, answers: readonly string[]): void {
  const started = performance.now();
  const { outcome } = answerQuestion([{ role: 'user', content: question }], {
    knowledge: without(own),
    clock: undefined,
    options: { onlyFromBooks: true },
  });
  tally.milliseconds.push(performance.now() - started);
  const kind = outcome?.kind ?? 'own';
  const text = outcome?.text ?? '';
  const holdsEvidence = answers.some((answer) => text.includes(answer.replace(/[.!?]$/u, '')));
  const isRight =
    holdsEvidence ||
    judgeReading(text, { group: 'lesson', prompt: '', passages: [], rightPassage: undefined, answers })
      .isRight;
  const found = tally.kinds.get(kind) ?? { count: 0, right: 0 };
  tally.kinds.set(kind, { count: found.count + 1, right: found.right + (isRight ? 1 : 0) });
  tally.asked += 1;
  if (isRight) tally.right += 1;
  if (process.env.SORO_BENCH_SHOW)
    process.stdout.write(`${kind} ${isRight} | ${question} | ${text.slice(0, 160)} | ${answers[0] ?? ''}\n`);
}

// The part that neither the ranker nor the model was trained on.
for (const article of (await readLessons()).filter(({ id }) => partOf(id) === 'test')) {
  for (const { question, typed, answer, evidence } of article.questions) {
    ask(tallies['well typed'], question, question, [answer, evidence]);
    ask(tallies['as pupils type'], typed, question, [answer, evidence]);
  }
  for (const question of article.unanswerable) ask(tallies.unanswerable, question, '', []);
}
library.close();

process.stdout.write(
  '| questions | asked | right | computed | book (right) | passages (right) | none | median ms | p95 ms |\n',
);
process.stdout.write('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n');
for (const [name, { asked, right, kinds, milliseconds }] of Object.entries(tallies)) {
  const of = (kind: string) => kinds.get(kind) ?? { count: 0, right: 0 };
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const percentile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(0) ?? '–';
  const cell = (kind: string) => `${of(kind).count} (${of(kind).right})`;
  process.stdout.write(
    `| ${name} | ${asked} | ${((100 * right) / asked).toFixed(1)} % | ${of('computed').count} | ${cell('book')} | ${cell('passages')} | ${of('none').count} | ${percentile(0.5)} | ${percentile(0.95)} |\n`,
  );
}
