// What reading documents costs: MB/s by format on one core, and memory as the input grows. The inputs are
// made here from the real text of the shared data (and its real pages), over and over with a number in
// each paragraph so that no two are equal; they and the artefacts go to a temporary folder.
//   npx node bench/documents/documents.ts [SIZES_IN_MB …] [FILE_NAMES …]
// for instance `100 1000 lines.jsonl archive.warc.gz` to see whether memory stays flat.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { z } from 'zod';
import { projectFolder, sharedFolder } from '../../src/core/configuration.ts';
import { openDatabase, quote } from '../../src/documents/rows/database.ts';
import { warcRecord } from '../../src/documents/testing/archive.ts';

const shared = join(sharedFolder(), 'data');
const texts = ['school-essays', 'bbc-paragraphs', 'web-heritage', 'gov-education-docs'];
const paragraphsPerDocument = 12;
const megabyte = 1e6;
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
const wanted = process.argv.slice(2).filter((name) => Number.isNaN(Number(name)));

interface Sample {
  readonly name: string;
  readonly sizeBytes: number;
}

/** Documents of twelve real paragraphs each, without an end. */
async function* documents(): AsyncGenerator<{ text: string; number: number }> {
  const paragraphs: string[] = [];
  for (const name of texts) {
    const text = await readFile(join(shared, 'text/research', `${name}.txt`), 'utf8');
    paragraphs.push(...text.split('\n').filter((line) => line.length > 80));
  }
  for (let number = 0; ; number += 1) {
    const lines = Array.from({ length: paragraphsPerDocument }, (_, line) => {
      const place = (number * paragraphsPerDocument + line) % paragraphs.length;
      return `${number}. ${paragraphs[place]}`;
    });
    yield { text: lines.join('\n\n'), number };
  }
}

/** The real pages with another article in the place of their longest paragraph. */
async function pageMaker(): Promise<(text: string, number: number) => string> {
  const folder = join(shared, 'documents/html');
  const names = (await readdir(folder)).filter((name) => name.startsWith('ttu') || name.startsWith('tafsir'));
  const pages = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return (text, number) => {
    const page = pages[number % pages.length] ?? '';
    const article = text
      .split('\n\n')
      .map((paragraph) => `<p>${paragraph}</p>`)
      .join('');
    return page.replace(/<p[\s>][\s\S]*?<\/p>/, () => article);
  };
}

async function make(file: string, sizeBytes: number, encode: (text: string, number: number) => Uint8Array) {
  const out = createWriteStream(file);
  let written = 0;
  for await (const { text, number } of documents()) {
    if (written >= sizeBytes) break;
    const bytes = encode(text, number);
    written += Buffer.byteLength(text);
    if (!out.write(bytes)) await new Promise<void>((drained) => out.once('drain', () => drained()));
  }
  out.end();
  await finished(out);
}

async function makeAll(folder: string, sizeBytes: number): Promise<Sample[]> {
  const page = await pageMaker();
  const line = (text: string) => Buffer.from(`${JSON.stringify({ text })}\n`);
  const address = (number: number) => `https://example.tj/${number}`;
  const html = (text: string, number: number) => warcRecord(address(number), page(text, number));
  const wet = (text: string, number: number) =>
    warcRecord(address(number), text, { type: 'conversion', contentType: 'text/plain' });
  const makers: Record<string, (text: string, number: number) => Uint8Array> = {
    'lines.jsonl': line,
    'lines.jsonl.gz': (text) => gzipSync(line(text), { level: 1 }),
    'lines.jsonl.zst': (text) => zstdCompressSync(line(text)),
    'text.txt': (text) => Buffer.from(`${text}\n\n`),
    'archive.warc.wet.gz': (text, number) => gzipSync(wet(text, number), { level: 1 }),
    'archive.warc.gz': (text, number) => gzipSync(html(text, number), { level: 1 }),
  };
  const samples: Sample[] = [];
  for (const [name, encode] of Object.entries(makers)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    // A page is about three times its text: so the archive is of the wanted size.
    const share = name === 'archive.warc.gz' ? 1 / 3 : 1;
    await make(join(folder, name), sizeBytes * share, encode);
    samples.push({ name, sizeBytes: sizeBytes * share });
  }
  if (wanted.length > 0 && !wanted.includes('table.parquet')) return samples;
  const { database, close } = await openDatabase();
  // Made of the JSON lines, so these are wanted too.
  const [from, to] = ['lines.jsonl', 'table.parquet'].map((name) => quote(join(folder, name)));
  await database.run(`COPY (SELECT text FROM read_json(${from}, columns = {text: 'VARCHAR'})) TO ${to}`);
  close();
  return [...samples, { name: 'table.parquet', sizeBytes }];
}

const resultSchema = z.object({ seconds: z.number(), peakBytes: z.number(), documents: z.number() });

/** Reads one file in a process of its own, on one thread, as the documents stage does. */
async function measure(file: string, folder: string) {
  const child = spawn(
    process.execPath,
    [join(projectFolder, 'bench/documents/documents/read-one.ts'), file, folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  for await (const chunk of child.stdout) output += String(chunk);
  return resultSchema.parse(JSON.parse(output));
}

for (const size of sizes.length > 0 ? sizes : [100]) {
  const folder = await mkdtemp(join(tmpdir(), 'soro-bench-'));
  try {
    console.log(
      `text of ${size} MB in each format: MB of text a second (processor time of the whole process), peak RSS`,
    );
    for (const { name, sizeBytes } of await makeAll(folder, size * megabyte)) {
      const file = join(folder, name);
      const { seconds, peakBytes, documents } = await measure(file, folder);
      const onDisk = ((await stat(file)).size / megabyte).toFixed(0);
      console.log(
        `${name} (${onDisk} MB on disk): ${(sizeBytes / megabyte / seconds).toFixed(1)} MB/s, ${(peakBytes / megabyte).toFixed(0)} MB, ${documents} documents`,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
