import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildArtefact } from '../core/artefact/build.ts';
import type { Artefact } from '../core/artefact/manifest.ts';
import { CorruptArtefactError } from '../core/errors.ts';
import type { Executor } from '../core/executor.ts';
import { silentProgress } from '../core/progress.ts';
import { createLocalExecutor } from '../core/shards/local-executor.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { readRejects } from '../documents/index.ts';
import { documentsStage } from '../documents/stage.ts';
import { readCorpus, readLedger } from './index.ts';
import { corpusStage } from './stage.ts';

// Short texts: what is judged by numbers of words would leave nothing.
const steps = [
  { step: 'normalise' },
  { step: 'length' },
  { step: 'language' },
  { step: 'gopher-repetition', topPhrases: {} },
];

let executor: Executor;
beforeAll(() => {
  executor = createLocalExecutor(2);
});
afterAll(() => executor.close());

const ids = ['Кӯҳ', 'Дарё', 'Шаҳр', 'Деҳа', 'Боғ', 'Мактаб', 'Китоб', 'Дарахт'];
const tajik = (name: string) =>
  `${name} яке аз калимаҳои забони тоҷикӣ мебошад ва дар бисёр шеъру ҳикояҳо вомехӯрад, зеро мардум онро дӯст медоранд.`;
const russian =
  'Все люди рождаются свободными и равными в своём достоинстве и правах, они наделены разумом и совестью.';

/** 70 files, so that there are two shards, with a duplicate across them. */
async function writeTexts(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const entry = (files: string, name: string) =>
    `  - { files: "${files}", name: ${name}, address: "", licence: CC0-1.0, kind: text }\n`;
  await writeFile(join(folder, 'sources.yaml'), `sources:\n${entry('z*', 'Others')}${entry('*', 'Words')}`);
  for (let index = 0; index < 66; index += 1) {
    const name = `${ids[index % ids.length]} ва рақами ${index}`;
    await writeFile(join(folder, `a${String(index).padStart(2, '0')}.txt`), tajik(name));
  }
  await writeFile(join(folder, 'z1.txt'), russian);
  await writeFile(join(folder, 'z2.txt'), `${tajik('Кӯҳ ва рақами 0')}\r\n\r\n`);
  await writeFile(join(folder, 'z3.txt'), 'Кӯтоҳ.');
  await writeFile(join(folder, 'z4.txt'), `${tajik('Об')}\n`.repeat(10));
}

interface Options {
  readonly folder: string;
  readonly target?: string;
  readonly signal?: AbortSignal;
  readonly executor?: Executor;
}

function buildDocuments(folder: string): Promise<Artefact> {
  return buildArtefact(documentsStage, {
    settings: documentsStage.settings.parse({ from: [join(folder, 'texts')] }),
    inputs: {},
    target: join(folder, 'documents'),
    executor,
    progress: silentProgress,
    signal: new AbortController().signal,
  });
}

function buildCorpus(documents: Artefact, options: Options): Promise<Artefact> {
  return buildArtefact(corpusStage, {
    settings: corpusStage.settings.parse({ heldOutShare: 0.2, steps, duplicates: { near: false } }),
    inputs: { documents },
    target: join(options.folder, options.target ?? 'corpus'),
    executor: options.executor ?? executor,
    progress: silentProgress,
    signal: options.signal ?? new AbortController().signal,
  });
}

describe('documents → corpus', () => {
  it('keeps clean Tajik once, splits it and accounts for everything else', async () => {
    const folder = await temporaryFolder();
    await writeTexts(join(folder, 'texts'));
    const documents = await buildDocuments(folder);
    const corpus = await buildCorpus(documents, { folder });
    expect(corpus.manifest.files.map(({ path }) => path)).toEqual([
      'documents-00000.parquet',
      'documents-00001.parquet',
      'ledger-00000.parquet',
      'ledger-00001.parquet',
      'ledger.json',
      'rejects-00000.parquet',
      'rejects-00001.parquet',
      'report.html',
    ]);

    const kept = await collect(readCorpus(corpus));
    expect(kept).toHaveLength(66);
    expect(kept[0]).toMatchObject({ text: tajik('Кӯҳ ва рақами 0'), clusterSize: 2, pageStarts: [] });
    expect(kept.slice(1).every(({ clusterSize }) => clusterSize === 1)).toBe(true);
    const heldOut = await collect(readCorpus(corpus, { split: 'held-out' }));
    const train = await collect(readCorpus(corpus, { split: 'train' }));
    expect(heldOut.length + train.length).toBe(66);
    expect(heldOut.length).toBeGreaterThan(3);
    expect(heldOut.length).toBeLessThan(30);

    const rejects = await collect(readRejects(corpus));
    expect(rejects.map(({ stage, reason, value }) => [stage, reason, value.replace(/ .*/, '')])).toEqual([
      ['language', 'not-tgk_Cyrl', expect.any(String)],
      ['duplicates', 'duplicate', 'Words'],
      ['length', 'too-short', '6'],
      ['gopher-repetition', 'repeated-lines', '0.900'],
    ]);
    expect(rejects.find(({ stage }) => stage === 'duplicates')?.id).toBe(kept[0]?.id);

    const { sources } = await readLedger(corpus);
    expect(sources.map(({ name, documentsIn, documentsKept }) => [name, documentsIn, documentsKept])).toEqual(
      [
        ['Others', 4, 0],
        ['Words', 66, 66],
      ],
    );
    expect(sources[0]?.rejects).toEqual({
      duplicate: 1,
      'not-tgk_Cyrl': 1,
      'repeated-lines': 1,
      'too-short': 1,
    });
    expect(corpus.manifest).toMatchObject({
      counts: { documentsIn: 70, documents: 66, heldOut: heldOut.length, rejects: 4 },
      licences: ['CC0-1.0'],
    });
  });

  it('gives the same bytes after an interruption as in one go', async () => {
    const folder = await temporaryFolder();
    await writeTexts(join(folder, 'texts'));
    const documents = await buildDocuments(folder);
    const whole = await buildCorpus(documents, { folder, target: 'whole' });

    for (const stopAfter of [1, 3]) {
      const controller = new AbortController();
      let calls = 0;
      const stopping: Executor = {
        ...executor,
        concurrency: 1,
        run(call, signal) {
          calls += 1;
          if (calls > stopAfter) controller.abort();
          return executor.run(call, signal);
        },
      };
      const target = `stopped-${stopAfter}`;
      const options = { folder, target };
      await expect(
        buildCorpus(documents, { ...options, executor: stopping, signal: controller.signal }),
      ).rejects.toMatchObject({ name: 'InterruptedError' });
      const resumed = await buildCorpus(documents, options);
      expect(resumed.manifest.files).toEqual(whole.manifest.files);
    }
  });

  it('says why when nothing is left', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'texts'));
    await writeFile(
      join(folder, 'texts', 'sources.yaml'),
      'sources: [{ files: "*", name: T, address: "", licence: MIT, kind: text }]',
    );
    await writeFile(join(folder, 'texts', 'a.txt'), russian);
    const documents = await buildDocuments(folder);
    await expect(buildCorpus(documents, { folder })).rejects.toMatchObject({
      name: 'BadInputError',
      message: 'Every document was left out (not-tgk_Cyrl 1).',
    });
  });

  it('names a damaged shard', async () => {
    const folder = await temporaryFolder();
    await writeTexts(join(folder, 'texts'));
    const documents = await buildDocuments(folder);
    const shard = join(documents.directory, 'documents-00001.parquet');
    await writeFile(shard, 'PAR1 not really');
    await expect(collect(readCorpus(documents))).rejects.toBeInstanceOf(CorruptArtefactError);
    await expect(buildCorpus(documents, { folder })).rejects.toMatchObject({
      name: 'CorruptArtefactError',
      file: shard,
    });
  });
});

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
