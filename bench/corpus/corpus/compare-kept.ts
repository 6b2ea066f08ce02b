import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openArtefact } from '../../../src/core/artefact/build.ts';
import { countUp } from '../../../src/core/count-up.ts';
import { readCorpus } from '../../../src/corpus/index.ts';
import { readRejects } from '../../../src/documents/index.ts';

/** What became of a document, by its address: `kept`, or why it was left out. */
type Fates = Map<string, { readonly fate: string; readonly text: string }>;

/** Compares which documents two tools keep; writes the ones that differ, with both reasons. */
export async function compareKept(corpus: string, peer: string, differencesFile: string): Promise<string[]> {
  const ours = await fatesOfCorpus(corpus);
  const theirs = await fatesOfPeer(peer);
  const counts = new Map<string, number>();
  const differences: string[] = [];
  for (const [address, { fate, text }] of theirs) {
    const own = ours.get(address)?.fate ?? 'absent';
    const pair = `${own} | ${fate}`;
    countUp(counts, pair);
    if ((own === 'kept') !== (fate === 'kept'))
      differences.push(JSON.stringify({ ours: own, theirs: fate, text }));
  }
  await writeFile(differencesFile, differences.map((line) => `${line}\n`).join(''));
  const sorted = [...counts].sort(([, left], [, right]) => right - left);
  return sorted.map(
    ([pair, count]) => `${String(count).padStart(6)}  ours ${pair.replace(' | ', ', datatrove ')}`,
  );
}

async function fatesOfCorpus(folder: string): Promise<Fates> {
  const corpus = await openArtefact(folder, ['corpus']);
  const fates: Fates = new Map();
  for await (const { sourceAddress, text, stage, reason } of readRejects(corpus)) {
    fates.set(sourceAddress, { fate: `${stage} ${reason}`, text });
  }
  for await (const { source, text } of readCorpus(corpus)) fates.set(source.address, { fate: 'kept', text });
  return fates;
}

async function fatesOfPeer(folder: string): Promise<Fates> {
  const fates: Fates = new Map();
  const names = ['gopher-repetition', 'fineweb-quality', 'gopher-quality', 'near-duplicates'];
  for (const name of [...names.map((each) => `removed/${each}`), 'kept']) {
    for (const file of await readdir(join(folder, name)).catch(() => [])) {
      const lines = createInterface({ input: createReadStream(join(folder, name, file), 'utf8') });
      for await (const line of lines) {
        const { text, metadata } = JSON.parse(line) as PeerDocument;
        const reason = `${name.slice('removed/'.length)} ${metadata.filter_reason ?? ''}`.trim();
        fates.set(metadata.address, { fate: name === 'kept' ? 'kept' : reason, text });
      }
    }
  }
  return fates;
}

interface PeerDocument {
  readonly text: string;
  readonly metadata: { readonly address: string; readonly filter_reason?: string };
}
