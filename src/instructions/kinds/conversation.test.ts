import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { RawDialogue } from '../generator.ts';
import { namedRandom } from '../random.ts';
import { generateConversations, isHeldOut } from './conversation.ts';

it("reads teachers' corrections with school, key and day as provenance, and leaves a tenth out", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'soro-corrections-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'corrections.jsonl');
  const questions = Array.from({ length: 100 }, (_, index) => `Дар чанд дараҷа об меҷӯшад, ${index}?`);
  const line = (question: string, index: number) => ({
    question,
    answer: 'Дар 100 дараҷа.',
    provenance: { school: 'ab12', key: `correction/${index}`, agreedOn: '2026-11-02' },
  });
  await writeFile(
    file,
    questions.map((question, index) => `${JSON.stringify(line(question, index))}\n`).join(''),
  );
  const source = { form: 'corrections', file, name: 'schools', licence: 'as agreed' } as const;
  const found: RawDialogue[] = [];
  for await (const dialogue of generateConversations({
    random: namedRandom('corrections'),
    sources: [source],
    corpus: undefined,
    wanted: 200,
    signal: new AbortController().signal,
  }))
    found.push(dialogue);
  const taught = questions.filter((content) => !isHeldOut({ role: 'user', content }));
  expect(taught.length).toBeLessThan(100);
  expect(found).toHaveLength(taught.length);
  expect(found).toContainEqual({
    source: 'schools',
    licence: 'as agreed',
    provenance: `correction/${questions.indexOf(taught[0] ?? '')} of school ab12, agreed on 2026-11-02`,
    group: 'correction',
    messages: [
      { role: 'user', content: taught[0] },
      { role: 'assistant', content: 'Дар 100 дараҷа.' },
    ],
    repeats: 4,
  });
});
