// What the checks of a school's server cost: `npm run bench school [QUESTIONS.jsonl …]`. Each line of a file of questions
// is an object with a `question`; pairs of different questions that a correction would answer alike are printed.

import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { addToList } from '../../src/core/count-up.ts';
import { parseJson, parseWith } from '../../src/core/schema.ts';
import { contract } from '../../src/school/contract/index.ts';
import { migrate } from '../../src/school/database/migrate.ts';
import { questionKey } from '../../src/school/database/question-key.ts';
import { checkDatabase, checkQuickly } from '../../src/school/database/restore.ts';
import { openStore } from '../../src/school/database/store.ts';
import { checkReply } from '../../src/school/http/replies/check-reply.ts';
import {
  addTeacherWithClass,
  ask,
  follow,
  join as joinClass,
  setUp,
} from '../../src/school/testing/test-people.ts';
import { openTestSchool } from '../../src/school/testing/test-school.ts';

const rounds = 200;

await measureContract();
await measureQuickCheck();
for (const file of process.argv.slice(2)) await measureQuestionKeys(file);

/** What the comparison with the contract adds to an answer. */
async function measureContract(): Promise<void> {
  const school = openTestSchool();
  const { schoolClass } = await addTeacherWithClass(school, await setUp(school), 'Аниса');
  const { pupil } = await joinClass(school, schoolClass.code, 'Заррина');
  const { conversation, answer } = await ask(pupil, 'Салом');
  await follow(pupil, answer.id);
  school.store.run(
    `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 198)
     INSERT INTO messages (id, conversation_number, parent_number, role, client_id, text, state, created_at)
     SELECT 'm' || n, conversation_number, parent_number, role, 'm' || n, text, state, created_at
     FROM numbers, messages WHERE role = 'assistant'`,
  );
  for (const [key, path] of [
    ['GET /api/session', '/api/session'],
    ['GET /api/conversations/:id', `/api/conversations/${conversation.id}`],
  ] as const) {
    const whole: number[] = [];
    const check: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const start = performance.now();
      const { body } = await pupil.get(path);
      const answered = performance.now();
      checkReply(key, contract[key], body, (problem) => {
        throw new Error(problem);
      });
      check.push(performance.now() - answered);
      whole.push(answered - start);
    }
    console.log(`${key}: check ${median(check).toFixed(3)} ms of ${median(whole).toFixed(3)} ms in all`);
  }
  await school.close();
}

/** How long a start looks at a database. */
async function measureQuickCheck(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'soro-bench-school-'));
  const store = openStore(join(folder, 'school.sqlite'));
  migrate(store);
  store.run(`INSERT INTO people (id, role, name, name_key, created_at) VALUES ('p', 'teacher', 'p', 'p', 1)`);
  store.run(
    `INSERT INTO conversations (id, person_number, client_id, title, readable, created_at, updated_at)
     VALUES ('c', 1, 'c', '', 0, 1, 1)`,
  );
  store.run(
    `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100000)
     INSERT INTO messages (id, conversation_number, role, client_id, text, state, created_at)
     SELECT 'm' || n, 1, 'user', 'm' || n, :text, 'complete', 1 FROM numbers`,
    { text: 'Пойтахти Тоҷикистон шаҳри Душанбе аст. '.repeat(12) },
  );
  store.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const { size } = await stat(store.file);
  const time = (perform: () => void) => {
    const start = performance.now();
    perform();
    return performance.now() - start;
  };
  const quick = time(() => checkQuickly(store));
  const whole = time(() => checkDatabase(store));
  const megabytes = (size / 1e6).toFixed(0);
  console.log(
    `database of ${megabytes} MB: quick_check ${quick.toFixed(0)} ms, full check ${whole.toFixed(0)} ms`,
  );
  store.close();
  await rm(folder, { recursive: true });
}

/** Different questions of a list that would get one another's correction. */
async function measureQuestionKeys(file: string): Promise<void> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  const schema = z.object({ question: z.string() });
  const questions = new Set(
    lines.map((line) => parseWith(schema, parseJson(line, { file }), { file }).question.trim()),
  );
  const byKey = new Map<string, string[]>();
  for (const question of questions) {
    const key = questionKey([question]);
    addToList(byKey, key, question);
  }
  const shared = [...byKey.values()].filter((list) => list.length > 1);
  console.log(
    `${file}: ${questions.size} different questions, ${shared.length} keys that several of them share`,
  );
  for (const list of shared) console.log(`  ${list.join(' | ')}`);
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
