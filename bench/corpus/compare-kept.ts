import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openArtefact } from '../../src/core/build.ts';
import { readCorpus } from '../../src/corpus/index.ts';
import { readRejects } from '../../src/documents/index.ts';

/** What became of a text on one side: `kept`, or why it was left out. */
type Fates = Map<string, string>;

/** Compares which documents two tools keep, by their text; writes the ones that differ, with both reasons. */
export async function compareKept(corpus: string, peer: string, differencesFile: string): Promise<string[]> {
  const ours = await fatesOfCorpus(corpus);
  const theirs = await fatesOfPeer(peer);
  const counts = new Map<string, number>();
  const differences: string[] = [];
  for (const [text, fate] of theirs) {
    const own = ours.get(text) ?? 'absent';
    const pair = `${own} | ${fate}`;
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
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
  for await (const { text, stage, reason } of readRejects(corpus)) fates.set(text, `${stage} ${reason}`);
  for await (const { text } of readCorpus(corpus)) fates.set(text, 'kept');
  return fates;
}

async function fatesOfPeer(folder: string): Promise<Fates> {
  const fates: Fates = new Map();
  const names = ['gopher-repetition', 'fineweb-quality', 'gopher-quality', 'near-duplicates'];
  for (const name of [...names.map((each) => `removed/${each}`), 'kept']) {
    for (const file of await readdir(join(folder, name)).catch(() => [])) {
      const lines = createInterface({ input: createReadStream(join(folder, name, file), 'utf8') });
      for await (const line of lines) {
        const { text, metadata } = JSON.parse(line) as {
          text: string;
          metadata?: { filter_reason?: string };
        };
        fates.set(
          text,
          name === 'kept' ? 'kept' : `${name.slice(8)} ${metadata?.filter_reason ?? ''}`.trim(),
        );
      }
    }
  }
  return fates;
}
