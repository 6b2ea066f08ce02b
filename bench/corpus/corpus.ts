// The corpus stage at size, beside datatrove with the same filters and MinHash settings on the same documents.
//
//   SORO_CORPUS_MEGABYTES=20,100,1000   sizes to make and measure (default 20)
//   SORO_DATATROVE_PYTHON=…/bin/python  a Python with datatrove[processing] and spacy; without it the peer is left out
//   SORO_CORPUS_WORK=…                  where the documents are made and left (default: a temporary folder); what the
//                                       peer has done there is kept, and it continues
//
// Processor seconds count, not the clock: they hold on a busy machine too. Both read the same JSON lines and write
// what they keep; the steps that only one of them has (repair, language, personal data, quality, …) are left out of
// the comparison and measured in a second run of the standard line.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readManifest } from '../../src/core/artefact/manifest.ts';
import { exists } from '../../src/core/files.ts';
import { compareKept } from './corpus/compare-kept.ts';
import { makeLargeCorpus } from './corpus/make-large-corpus.ts';

const sizes = (process.env.SORO_CORPUS_MEGABYTES ?? '20').split(',').map(Number);
const python = process.env.SORO_DATATROVE_PYTHON;
const given = process.env.SORO_CORPUS_WORK;
const work = given ?? (await mkdtemp(join(tmpdir(), 'soro-bench-')));

const builder = fileURLToPath(new URL('./corpus/build-measured.ts', import.meta.url));
const peer = fileURLToPath(new URL('./corpus/peer.py', import.meta.url));
const thresholds = fileURLToPath(new URL('../../src/corpus/data/fineweb2-tajik.json', import.meta.url));

/** What one run used. */
interface Use {
  readonly seconds: number;
  readonly peakBytes: number;
}

for (const megabytes of sizes) {
  const input = join(work, `in-${megabytes}`);
  if (!(await exists(input))) await makeLargeCorpus(megabytes * 1e6, input);
  const documents = join(work, `documents-${megabytes}`);
  await report(
    'documents (JSON lines → Parquet)',
    megabytes,
    documents,
    measure('documents', input, documents),
  );
  for (const line of ['fineweb2', 'standard']) {
    const corpus = join(work, `corpus-${line}-${megabytes}`);
    await rm(corpus, { recursive: true, force: true });
    const use = measure(line, documents, corpus);
    const { counts } = await readManifest(corpus);
    await report(`corpus, ${line} line (${counts.documents} kept)`, megabytes, documents, use);
  }
  if (python && megabytes === sizes[0]) await measurePeer(megabytes, input);
}
if (!given) await rm(work, { recursive: true, force: true });

function measure(what: string, from: string, to: string): Use {
  const child = spawnSync(process.execPath, [builder, what, from, to], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.status !== 0) throw new Error(`${what} ended with ${child.status}`);
  return JSON.parse(child.stdout) as Use;
}

async function report(what: string, megabytes: number, folder: string, { seconds, peakBytes }: Use) {
  const { counts } = await readManifest(folder);
  const perSecond = Math.round((counts.documents ?? 0) / seconds);
  const speed = `${perSecond} documents/s, ${(megabytes / seconds).toFixed(2)} MB/s a core`;
  const memory = `peak ${(peakBytes / 1e6).toFixed(0)} MB`;
  console.log(`${megabytes} MB  ${what}: ${seconds.toFixed(1)} processor s, ${speed}, ${memory}`);
}

async function measurePeer(megabytes: number, input: string): Promise<void> {
  const folder = join(work, `datatrove-${megabytes}`);
  if (!given) await rm(folder, { recursive: true, force: true });
  const child = spawnSync(python ?? '', [peer, input, folder, thresholds], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const stages = child.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Use & { stage: string });
  for (const { stage, seconds } of stages) console.log(`    datatrove ${stage}: ${seconds.toFixed(1)} s`);
  const use = {
    seconds: stages.reduce((sum, { seconds }) => sum + seconds, 0),
    peakBytes: Math.max(...stages.map(({ peakBytes }) => peakBytes)),
  };
  await report('datatrove', megabytes, join(work, `documents-${megabytes}`), use);
  const corpus = join(work, `corpus-fineweb2-${megabytes}`);
  const differences = join(work, `differences-${megabytes}.jsonl`);
  for (const line of await compareKept(corpus, folder, differences)) console.log(`    ${line}`);
  if (given)
    console.log(
      `    differences: ${differences} (${(await readFile(differences, 'utf8')).split('\n').length - 1})`,
    );
}
