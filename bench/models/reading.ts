// How well a bare model reads: `npx node bench/models/reading.ts NAME=MODEL.gguf …` (or `npm run bench reading`: the embedded
// one). Questions of lessons and of a textbook that training has not seen, passages in front of each; rules judge
// (bench/models/reading/judge-reading.ts). SORO_BENCH_QUESTIONS=200 questions; SORO_BENCH_SHOW=1 prints each answer.

import { createEngine, type Engine } from '../../src/chat/index.ts';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';
import { judgeReading, type ReadingFacts } from './reading/judge-reading.ts';
import { type ReadingQuestion, readingQuestions } from './reading/questions.ts';

const questions = await readingQuestions(Number(process.env.SORO_BENCH_QUESTIONS ?? 200));
const named = process.argv.slice(2).map((argument): [string, string] => {
  const [name = '', file = ''] = argument.split('=');
  return [name, file];
});
const models = named.length > 0 ? named : [['embedded', await assembleEmbeddedModel()] as [string, string]];

async function answer(engine: Engine, { prompt }: ReadingQuestion): Promise<string> {
  let text = '';
  const request = {
    messages: [{ role: 'user', content: prompt } as const],
    temperature: 0,
    maximumTokens: 120,
  };
  for await (const event of engine.generate(request)) if (event.type === 'text-delta') text += event.text;
  return text.trim();
}

const share = (facts: readonly ReadingFacts[], of: (fact: ReadingFacts) => boolean) =>
  facts.length === 0 ? '–' : `${((100 * facts.filter(of).length) / facts.length).toFixed(0)} %`;

process.stdout.write('| model | group | questions | right | right passage | "not in the text" | invents |\n');
process.stdout.write('| --- | --- | ---: | ---: | ---: | ---: | ---: |\n');
for (const [name, modelFile] of models) {
  const engine = await createEngine({ modelFile, sequences: 4 });
  try {
    const judged: { question: ReadingQuestion; facts: ReadingFacts }[] = [];
    const left = questions.values();
    const work = async () => {
      for (const question of left) {
        const said = await answer(engine, question);
        const facts = judgeReading(said, question);
        judged.push({ question, facts });
        if (process.env.SORO_BENCH_SHOW) {
          process.stdout.write(
            `${question.prompt}\n→ ${said}\n= ${JSON.stringify(facts)} ${question.answers[0] ?? ''}\n\n`,
          );
        }
      }
    };
    await Promise.all([work(), work(), work(), work()]);
    for (const group of [...new Set(questions.map((question) => question.group))].sort()) {
      const facts = judged.filter(({ question }) => question.group === group).map((one) => one.facts);
      process.stdout.write(
        `| ${name} | ${group} | ${facts.length} | ${share(facts, (fact) => fact.isRight)} | ${share(facts, (fact) => fact.namesRightPassage)} | ${share(facts, (fact) => fact.saysNotInText)} | ${share(facts, (fact) => fact.invents)} |\n`,
      );
    }
  } finally {
    await engine.close();
  }
}
