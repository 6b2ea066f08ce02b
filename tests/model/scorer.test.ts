import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportGguf } from '../../src/checkpoint/index.ts';
import { writeTinyCheckpoint } from '../../src/checkpoint/tiny-checkpoint.ts';
import { projectFolder, sharedFolder } from '../../src/core/configuration.ts';
import { scoreTexts } from '../../src/evaluation/models/bits-per-character.ts';
import { countCharacters, type Scorer } from '../../src/evaluation/models/scorer.ts';
import { openLlamaScorer, openTorchScorer } from '../../src/evaluation/scorer/open-scorer.ts';

const file = join(sharedFolder(), 'models/soro-270m-first.gguf');
const news = join(sharedFolder(), 'data/evaluation/ntrex/newstest2019-ref.tgk-Cyrl.txt');
const absent = [file, news].find((path) => !existsSync(path));
const python = join(projectFolder, '.venv/bin/python');
const noPython = !existsSync(python);

describe(`the scorer over a real model${absent ? ` (skipped: ${absent} is absent)` : ''}`, () => {
  let scorer: Scorer;
  beforeAll(async () => {
    if (!absent) scorer = await openLlamaScorer({ file, contextTokens: 128, threads: 1 });
  }, 120_000);
  afterAll(() => scorer?.close());

  it.skipIf(absent)('gives 2.2 to 2.7 bits per character on ten lines of Tajik news', async () => {
    const lines = readFileSync(news, 'utf8').split('\n').slice(0, 10);
    const texts = lines.map((text) => ({ id: text, text, characters: countCharacters(text), cut: false }));
    const scores = await scoreTexts(scorer, texts);
    const bits = scores.reduce((sum, score) => sum + score.bits, 0);
    const characters = texts.reduce((sum, text) => sum + text.characters, 0);
    expect(bits / characters).toBeGreaterThan(2.2);
    expect(bits / characters).toBeLessThan(2.7);
  });

  it.skipIf(absent)('multiplies: a text costs what its parts cost one after the other', async () => {
    const [first = [], second = []] = await scorer.tokenise([{ text: 'Имрӯз ҳаво' }, { text: ' хуб аст.' }]);
    const scores = await scorer.score([
      { prefix: [], continuations: [[...first, ...second], first] },
      { prefix: first, continuations: [second] },
    ]);
    const [[whole = 0, beginning = 0] = [], [end = 0] = []] = scores;
    expect(whole).toBeCloseTo(beginning + end, 2);
  });
});

describe(`llama.cpp and PyTorch${noPython ? ' (skipped: there is no Python environment)' : ''}`, () => {
  const scorers: Scorer[] = [];
  let folder = '';
  beforeAll(async () => {
    if (noPython) return;
    folder = await mkdtemp(join(tmpdir(), 'soro-scorers-'));
    const checkpoint = join(folder, 'tiny');
    await writeTinyCheckpoint(checkpoint);
    await exportGguf(checkpoint, join(folder, 'tiny.gguf'), { type: 'f32' });
    const options = { contextTokens: 128, threads: 1 };
    scorers.push(await openLlamaScorer({ file: join(folder, 'tiny.gguf'), ...options }));
    scorers.push(await openTorchScorer({ file: checkpoint, ...options }));
  }, 240_000);
  afterAll(async () => {
    await Promise.all(scorers.map((scorer) => scorer.close()));
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it.skipIf(noPython)(
    'give the same tokens, probabilities and texts, with a kept trunk too',
    async () => {
      const header = Array.from({ length: 90 }, (_, index) => 20 + ((index * 11) % 180));
      const requests = [1, 2, 3].map((item) => ({
        prefix: [...header, 30 + item],
        continuations: [[40], [41, 42], [41, 43, 44]],
      }));
      const [llama = [], torch = []] = await Promise.all(scorers.map((scorer) => scorer.score(requests)));
      for (const [index, scores] of llama.entries()) {
        for (const [place, score] of scores.entries()) expect(torch[index]?.[place]).toBeCloseTo(score, 2);
      }
      const texts = await Promise.all(
        scorers.map((scorer) => scorer.tokenise([{ text: 'салом <eos>\n\nсало' }])),
      );
      expect(texts[0]).toEqual(texts[1]);
      const prompts = [{ prefix: header, maximumTokens: 4, stop: [] }];
      const written = await Promise.all(scorers.map((scorer) => scorer.generate(prompts)));
      expect(written[0]?.[0]?.tokens).toBe(written[1]?.[0]?.tokens);
    },
    120_000,
  );
});
