// Makes a corpus of any size out of the shared Tajik text, for measuring: `npx node bench/corpus/corpus/make-large-corpus.ts
// SIZE_IN_MEGABYTES FOLDER`. The same size gives the same bytes.
//
// A document is 4–40 lines drawn at random from one file (files drawn by their size), each word replaced with
// another word of the same file one time in eight, so that lines drawn twice differ. To this come, as shares of the
// documents: 4 % exact copies of an earlier document, 6 % near-copies (one word in sixty replaced), 6 % Russian and
// Uzbek, 3 % lists of short lines, 3 % one line said over and over, 3 % tables of numbers, and in 10 % three lines of
// a web page's menu.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { sharedFolder } from '../../../src/core/configuration.ts';
import { seededRandom } from '../../../src/core/seeded-random.ts';

const fileBytes = 8_000_000;

interface TextFile {
  readonly name: string;
  readonly lines: readonly string[];
  readonly words: readonly string[];
  readonly characters: number;
}

/** Writes JSON lines files of documents, about this many bytes in all, and a sources.yaml. */
export async function makeLargeCorpus(sizeBytes: number, folder: string): Promise<void> {
  const files = await readFiles();
  const others = await readOthers();
  const random = seededRandom(20260721);
  const documents = documentsOf(files, others, random);
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'sources.yaml'),
    `sources:\n${[0, 1, 2, 3].map((part) => `  - { files: "part-*${part}.jsonl", name: "Resampled ${part}", address: "", licence: "for measuring only", kind: web }\n`).join('')}  - { files: "*.jsonl", name: "Resampled", address: "", licence: "for measuring only", kind: web }\n`,
  );
  let written = 0;
  for (let number = 0; written < sizeBytes; number += 1) {
    const stream = createWriteStream(join(folder, `part-${String(number).padStart(4, '0')}.jsonl`));
    let size = 0;
    for (let place = 0; size < fileBytes && written + size < sizeBytes; place += 1) {
      const document = { text: documents.next().value, address: `resampled:${number}/${place}` };
      const line = `${JSON.stringify(document)}\n`;
      size += Buffer.byteLength(line);
      if (!stream.write(line)) await once(stream, 'drain');
    }
    stream.end();
    await finished(stream);
    written += size;
  }
}

function* documentsOf(
  files: readonly TextFile[],
  others: readonly string[],
  random: () => number,
): Generator<string, never> {
  const menu = ['Саҳифаи асосӣ', 'Дар бораи мо', 'Тамос бо мо ва суроғаи идораи рӯзнома дар шаҳри Душанбе'];
  const recent: string[] = [];
  const total = files.reduce((sum, { characters }) => sum + characters, 0);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  for (;;) {
    const kind = random();
    const earlier = pick(recent);
    if (kind < 0.04 && earlier) yield earlier;
    else if (kind < 0.1 && earlier) yield replaceWords(earlier, ['калима', 'дигар', 'нав'], 1 / 60, random);
    else if (kind < 0.16) yield Array.from({ length: 12 }, () => pick(others)).join('\n');
    else {
      const file = drawFile(files, total, random);
      const lines = Array.from({ length: 4 + Math.floor(random() * 36) }, () => pick(file.lines) ?? '');
      let text = lines.map((line) => replaceWords(line, file.words, 1 / 8, random)).join('\n');
      if (kind < 0.19)
        text = file.words
          .slice(0, 60)
          .map((word) => `${word} ${pick(file.words)}`)
          .join('\n');
      else if (kind < 0.22) text = `${lines[0]}\n`.repeat(8);
      else if (kind < 0.25)
        text = Array.from({ length: 40 }, () => `${Math.floor(random() * 1e9)} 12,5`).join('\n');
      else if (kind < 0.35) text = `${menu.join('\n')}\n${text}`;
      if (recent.length < 2000) recent.push(text);
      else recent[Math.floor(random() * recent.length)] = text;
      yield text;
    }
  }
}

function drawFile(files: readonly TextFile[], total: number, random: () => number): TextFile {
  let at = random() * total;
  for (const file of files) {
    at -= file.characters;
    if (at < 0) return file;
  }
  return files[0] ?? { name: '', lines: [], words: [], characters: 0 };
}

function replaceWords(text: string, words: readonly string[], share: number, random: () => number): string {
  return text.replace(/[\p{L}]{2,}/gu, (word) =>
    random() < share ? (words[Math.floor(random() * words.length)] ?? word) : word,
  );
}

async function readFiles(): Promise<TextFile[]> {
  const files: TextFile[] = [];
  for (const part of ['open', 'research']) {
    const folder = join(sharedFolder(), 'data/text', part);
    for (const name of (await readdir(folder)).sort()) {
      const text = await readFile(join(folder, name), 'utf8');
      const lines = text.split('\n').filter((line) => line.length > 20);
      files.push({
        name,
        lines,
        words: text.slice(0, 400_000).match(/\p{L}{2,}/gu) ?? [],
        characters: text.length,
      });
    }
  }
  return files;
}

async function readOthers(): Promise<string[]> {
  const folder = join(sharedFolder(), 'data/evaluation/ntrex');
  const texts = await Promise.all(
    ['rus', 'uzb'].map((code) => readFile(join(folder, `newstest2019-ref.${code}.txt`), 'utf8')),
  );
  return texts.flatMap((text) => text.split('\n')).filter((line) => line.length > 20);
}

if (import.meta.main) {
  const [megabytes = '', folder = ''] = process.argv.slice(2);
  await makeLargeCorpus(Number(megabytes) * 1e6, folder);
}
