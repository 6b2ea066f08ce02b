import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Artefact } from '../core/artefact/manifest.ts';
import type { Executor } from '../core/executor.ts';
import { createLocalExecutor } from '../core/shards/local-executor.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { readRejects } from '../documents/index.ts';
import { readCorpus, readLedger } from './index.ts';
import { corpusSettings } from './settings.ts';
import { corpusStage } from './stage.ts';
import { build, documentsArtefact, type TestDocument, words } from './testing/build-corpus.ts';
import { corpusWithdrawalStage } from './withdrawal-stage.ts';

let executor: Executor;
beforeAll(() => {
  executor = createLocalExecutor(2);
});
afterAll(() => executor.close());

const settings = corpusSettings.parse({
  steps: [{ step: 'normalise' }, { step: 'length', minimumCharacters: 60 }],
  repeatedPassages: { minimumLetters: 40, maximumDocuments: 3, minimumCharacters: 60 },
  registers: { A: 'religious', B: 'religious', C: 'news' },
  mixture: { registers: { religious: { share: 0.35 } }, sources: { C: { weight: 1.5 } } },
  heldOutShare: 0.2,
});

const boilerplate = words(9999, 12);

/** Three sources that share texts, nearly the same texts, and a line that occurs everywhere. */
const documents: readonly TestDocument[] = [
  ...['B', 'A', 'C', 'D'].flatMap((source, number) =>
    Array.from({ length: 12 }, (_, index) => {
      const seed = 100 * number + index;
      const text = `${words(seed, 40)}\n${words(seed + 50, 30)}`;
      return { source, text: index % 3 === 0 ? `${text}\n${boilerplate}` : text };
    }),
  ),
  // The same text as one of B, and one nearly the same and longer than B's: B's loses, or wins.
  { source: 'C', text: `${words(1, 40)}\n${words(51, 30)}` },
  { source: 'A', text: `${words(2, 40)} ${words(52, 30)}` },
  { source: 'A', text: `${words(4, 40)} ${words(54, 31)} ${words(7777, 1)}` },
  { source: 'C', text: 'Кӯтоҳ' },
  { source: 'B', text: 'Низ кӯтоҳ' },
];

/** What a corpus holds, in an order that does not depend on where its shards end. */
async function contentOf(corpus: Artefact) {
  const kept: string[] = [];
  for await (const document of readCorpus(corpus)) kept.push(JSON.stringify(document));
  const rejects: string[] = [];
  for await (const reject of readRejects(corpus)) rejects.push(JSON.stringify(reject));
  const { withdrawn: _, ...ledger } = await readLedger(corpus);
  return { kept: kept.sort(), rejects: rejects.sort(), ledger };
}

describe('withdrawing a source', () => {
  it('gives the corpus that is built without the source', async () => {
    const folder = await temporaryFolder();
    const make = async (name: string, from: readonly TestDocument[]) => {
      const target = join(folder, `${name}-documents`);
      const artefact = await documentsArtefact(from, { target, perShard: 25, executor });
      const corpus = join(folder, name);
      return build(corpusStage, { settings, inputs: { documents: artefact }, target: corpus, executor });
    };
    const whole = await make('whole', documents);
    const { ledger } = await contentOf(whole);
    const reasons = Object.keys(whole.manifest.rejects).sort();
    expect(reasons).toEqual(['duplicate', 'near-duplicate', 'over-share', 'too-short']);
    expect(ledger.steps.find(({ step }) => step === 'repeated-passages')?.changed).toBe(15);

    for (const source of ['B', 'C']) {
      const without = await make(
        `without-${source}`,
        documents.filter((document) => document.source !== source),
      );
      const withdrawn = await build(corpusWithdrawalStage, {
        settings: { sources: [source] },
        inputs: { corpus: whole },
        target: join(folder, `withdrawn-${source}`),
        executor,
      });
      const content = await contentOf(withdrawn);
      expect(content).toEqual(await contentOf(without));
      expect(JSON.stringify(content)).not.toContain(`Licence ${source}`);
      expect(withdrawn.manifest.counts).toEqual(without.manifest.counts);
    }
  });

  it('names the sources there are when there is no such one', async () => {
    const folder = await temporaryFolder();
    const target = join(folder, 'documents');
    const artefact = await documentsArtefact(documents.slice(0, 5), { target, perShard: 25, executor });
    const corpus = await build(corpusStage, {
      settings: corpusSettings.parse({ steps: [{ step: 'normalise' }] }),
      inputs: { documents: artefact },
      target: join(folder, 'corpus'),
      executor,
    });
    await expect(
      build(corpusWithdrawalStage, {
        settings: { sources: ['Z'] },
        inputs: { corpus },
        target: join(folder, 'none'),
        executor,
      }),
    ).rejects.toMatchObject({ name: 'BadInputError', remedy: 'Its sources: B.' });
  });
});

describe('a corpus', () => {
  it('is the same however its documents are cut into shards and whatever the number of workers', async () => {
    const folder = await temporaryFolder();
    const contents: unknown[] = [];
    for (const [perShard, workers] of [
      [7, 1],
      [41, 3],
    ] as const) {
      const own = createLocalExecutor(workers);
      const options = { target: join(folder, `documents-${perShard}`), perShard, executor: own };
      const artefact = await documentsArtefact(documents, options);
      const target = join(folder, `corpus-${perShard}`);
      const corpus = await build(corpusStage, {
        settings,
        inputs: { documents: artefact },
        target,
        executor: own,
      });
      await own.close();
      contents.push(await contentOf(corpus));
    }
    expect(contents[0]).toEqual(contents[1]);
  });
});
