// Exact tools: answers right, wrong and missing on hand-written and generated requests; ordinary questions that a tool
// takes by mistake; time of an answer.
//   npm run bench -- tools [--show]
// Ordinary questions come from the shared folder and are only measured on; without it that part is left out.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder, sharedFolder } from '../src/core/configuration.ts';
import { countUp } from '../src/core/count-up.ts';
import { answerWithTool } from '../src/tools/index.ts';
import { isSameValue } from './tools/compare-values.ts';
import { generateRequests, type Request } from './tools/generate.ts';

const shows = process.argv.includes('--show') || process.env.TOOLS_SHOW === '1';
const clock = { now: new Date(2026, 11, 1, 14, 25), isTrusted: true };
const times: number[] = [];

const written = readFileSync(join(projectFolder, 'bench/tools/requests-handwritten.tsv'), 'utf8')
  .trim()
  .split('\n')
  .map((line): Request => {
    const [question = '', expected = ''] = line.split('\t');
    return { kind: 'hand-written', question, expected };
  });
measure('hand-written', written);
measure('generated', generateRequests('bench tools 1', 2000));
measure('generated, another seed', generateRequests('bench tools 2', 2000));
measureOrdinary();
times.sort((one, other) => one - other);
console.log(`time of a question: median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`);

function measure(name: string, requests: readonly Request[]): void {
  let [right, wrong, none] = [0, 0, 0];
  const byKind = new Map<string, number>();
  for (const { kind, question, expected } of requests) {
    const answer = ask(question, true);
    if (!answer) {
      none += 1;
      countUp(byKind, kind);
      if (shows) console.log(`  none  ${kind}: ${question}`);
    } else if (isSameValue(answer.value, expected)) right += 1;
    else {
      wrong += 1;
      console.log(`  WRONG ${kind}: ${question} → ${answer.tool} ${answer.value}, expected ${expected}`);
    }
  }
  console.log(
    `${name}: ${requests.length} requests, ${right} right, ${wrong} wrong, ${none} not answered (${((100 * (right + wrong)) / requests.length).toFixed(1)} % answered)`,
  );
  const missing = [...byKind].sort((one, other) => other[1] - one[1]).slice(0, 12);
  if (none > 0)
    console.log(`  not answered: ${missing.map(([kind, count]) => `${kind} ${count}`).join(', ')}`);
}

function measureOrdinary(): void {
  const data = join(sharedFolder(), 'data');
  if (!existsSync(data)) {
    console.log('ordinary questions: the shared folder is not here.');
    return;
  }
  const rows = (file: string) => readFileSync(join(data, file), 'utf8').trim().split('\n');
  const articles = rows('lessons/articles.jsonl').map((row) =>
    z
      .looseObject({
        questions: z.array(z.looseObject({ question: z.string(), typed: z.string() })),
        unanswerable: z.array(z.string()),
      })
      .parse(JSON.parse(row)),
  );
  const talks = rows('lessons/conversations.jsonl').map((row) =>
    z
      .looseObject({
        kind: z.string(),
        messages: z.array(z.looseObject({ role: z.string(), content: z.string() })),
      })
      .parse(JSON.parse(row)),
  );
  const sets: readonly (readonly [string, readonly string[]])[] = [
    ['lessons, well typed', articles.flatMap(({ questions }) => questions.map(({ question }) => question))],
    ['lessons, as typed', articles.flatMap(({ questions }) => questions.map(({ typed }) => typed))],
    ['lessons, unanswerable', articles.flatMap(({ unanswerable }) => unanswerable)],
    // Sums, tools and spelling are the tools' own work.
    [
      'conversations',
      talks
        .filter(({ kind }) => !['sum', 'tool', 'translate', 'correct'].includes(kind))
        .flatMap(({ messages }) =>
          messages.filter(({ role }) => role === 'user').map(({ content }) => content),
        ),
    ],
    ['NTREX, Tajik lines', rows('evaluation/ntrex/newstest2019-ref.tgk-Cyrl.txt')],
    [
      'school questions',
      rows('evaluation/school-questions/mcq.jsonl').map(
        (row) => z.looseObject({ question: z.string() }).parse(JSON.parse(row)).question,
      ),
    ],
  ];
  for (const [name, questions] of sets) {
    const taken = questions.flatMap((question) => {
      const answer = ask(question, false);
      return answer ? [`${question} → ${answer.tool}: ${answer.value}`] : [];
    });
    console.log(
      `${name}: ${taken.length} of ${questions.length} taken by a tool (${((100 * taken.length) / questions.length).toFixed(2)} %)`,
    );
    if (shows) for (const line of taken) console.log(`  ${line.slice(0, 200)}`);
  }
}

function ask(question: string, isLastResort: boolean) {
  const start = performance.now();
  const answer = answerWithTool(question, { clock, isLastResort });
  times.push(performance.now() - start);
  return answer;
}

function at(share: number): string {
  return (times[Math.floor(times.length * share)] ?? Number.NaN).toFixed(2);
}
