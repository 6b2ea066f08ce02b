// Scanned pages: pages of the school book are drawn at 150 dots per inch, read back through the system's
// tesseract (model tgk), and compared with the text layer of the same pages (see bench/documents/pdf.ts for the rule).
//   npx node bench/documents/pdf-scans.ts [PAGE …]
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedFolder } from '../../src/core/configuration.ts';
import { readPdf } from '../../src/documents/pdf/reader.ts';
import { runProgram } from '../../src/documents/pdf/scans/programs.ts';
import { isReject, type ReadText } from '../../src/documents/reader.ts';
import { tinyPdf } from '../../src/documents/testing/tiny-pdf.ts';
import { commonWords, linesOf, wordsOfPage } from './pdf/words.ts';

const book = join(sharedFolder(), 'data/documents/pdf/geography-grade-8-textbook.pdf');
const numbers = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [6, 30, 61, 107, 140];
const { signal } = new AbortController();
const folder = await mkdtemp(join(tmpdir(), 'soro-scans-'));

async function read(file: string): Promise<ReadText> {
  const outcome = await readPdf(file, signal);
  if (isReject(outcome)) throw new Error(`${outcome.reason}: ${outcome.value}`);
  return outcome;
}

try {
  const { text, pageStarts = [] } = await read(book);
  let [wanted, given, common, seconds] = [0, 0, 0, 0];
  for (const number of numbers) {
    const page = ['-f', String(number), '-l', String(number)];
    const drawn = await runProgram('pdftoppm', ['-gray', '-r', '150', ...page, book], {
      signal,
      limitMs: 60_000,
    });
    if (!drawn) throw new Error('pdftoppm (Debian: poppler-utils) is not installed.');
    const [head = '', width, height] =
      /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(drawn.output.toString('latin1')) ?? [];
    const dots = drawn.output.subarray(head.length);
    const file = join(folder, `${number}.pdf`);
    await writeFile(
      file,
      tinyPdf({ pages: [[]], picture: { width: Number(width), height: Number(height), dots } }),
    );
    const started = performance.now();
    const scanned = await read(file);
    seconds += (performance.now() - started) / 1000;
    const right = wordsOfPage(linesOf(text.slice(pageStarts[number - 1], pageStarts[number]), number));
    const ours = wordsOfPage(linesOf(scanned.text, number));
    const match = commonWords(right, ours);
    wanted += right.length;
    given += ours.length;
    common += match;
    console.log(
      `page ${number}: ${match} of ${right.length} words (${ours.length} read), confidence ${scanned.metadata.recognitionConfidence}`,
    );
  }
  console.log(
    `${numbers.length} scanned pages: ${((100 * common) / wanted).toFixed(2)} % of ${wanted} words, ${((100 * common) / given).toFixed(2)} % of those read are right, ${(seconds / numbers.length).toFixed(1)} s a page`,
  );
} finally {
  await rm(folder, { recursive: true });
}
