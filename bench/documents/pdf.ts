// The PDF reader on a 208-page school book, beside poppler's pdftotext (where it is installed).
//   npx node bench/documents/pdf.ts [PDF REFERENCE_TEXT]
// The reference is poppler's own text of the book, a form feed a page, with the letters of its old font
// mapped to Unicode; it keeps page numbers, and words cut at line ends stay cut where poppler lost the hyphen.
// Rule, the same for every side: letters of old fonts mapped, raised and lowered digits on the line, Roman numerals in Latin letters, soft hyphens and page numbers (a line that is
// only the page's number) left out; a word is a run of letters and digits, case kept; words match in order
// within their page (longest common subsequence), so a word on a wrong page is an error.
// Second figure: a word cut at a line end of the reference is made whole first, where the reference itself
// has the whole word inside a line and one of the parts never.
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedFolder } from '../../src/core/configuration.ts';
import { pdfReader } from '../../src/documents/pdf/reader.ts';
import { isReject, type ReadText } from '../../src/documents/reader.ts';
import { sectionsSchema } from '../../src/documents/record.ts';
import { commonWords, linesOf, wordsOf, wordsOfPage } from './pdf/words.ts';

const rounds = 3;
const folder = join(sharedFolder(), 'data/documents/pdf');
const pdfFile = process.argv[2] ?? join(folder, 'geography-grade-8-textbook.pdf');
const referenceFile = process.argv[3] ?? join(folder, 'geography-grade-8-textbook.reference.txt');

async function read(file: string): Promise<ReadText> {
  for await (const outcome of pdfReader.read(file, new AbortController().signal)) {
    if (isReject(outcome)) throw new Error(`${outcome.reason}: ${outcome.value}`);
    return outcome;
  }
  throw new Error('Nothing read.');
}

function pagesOfText({ text, pageStarts = [] }: ReadText): string[] {
  return pageStarts.map((start, index) => text.slice(start, pageStarts[index + 1]));
}

function compare(name: string, pages: readonly string[], reference: readonly string[], inner?: Set<string>) {
  let [wanted, given, common, samePages] = [0, 0, 0, 0];
  for (const [index, page] of reference.entries()) {
    const right = wordsOfPage(linesOf(page, index + 1), inner);
    const ours = wordsOfPage(linesOf(pages[index] ?? '', index + 1), inner);
    const match = commonWords(right, ours);
    wanted += right.length;
    given += ours.length;
    common += match;
    if (match >= 0.9 * Math.max(right.length, ours.length)) samePages += 1;
  }
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`;
  console.log(
    `${name}: ${percent(common, wanted)} of the reference's ${wanted} words, ${percent(common, given)} of its own ${given} right; ${samePages} of ${reference.length} pages with 90 % or more of the same words`,
  );
}

const reference = (await readFile(referenceFile, 'utf8')).replace(/\f\s*$/, '').split('\f');
const inner = new Set(
  reference.flatMap((page) => page.split('\n').flatMap((line) => wordsOf(line).slice(1, -1))),
);

const seconds: number[] = [];
const processorSeconds: number[] = [];
let document = await read(pdfFile);
for (let round = 0; round < rounds; round += 1) {
  const started = performance.now();
  const processor = process.cpuUsage();
  document = await read(pdfFile);
  seconds.push((performance.now() - started) / 1000);
  const { user, system } = process.cpuUsage(processor);
  processorSeconds.push((user + system) / 1e6);
}
const peers = [[], ['-layout'], ['-raw']].flatMap((options) => {
  const started = performance.now();
  const run = spawnSync('pdftotext', [...options, pdfFile, '-'], { maxBuffer: 1 << 28, encoding: 'utf8' });
  const name = ['pdftotext', ...options].join(' ');
  const took = ((performance.now() - started) / 1000).toFixed(1);
  return run.status === 0 ? [{ name: `${name} (${took} s)`, pages: run.stdout.split('\f') }] : [];
});
if (peers.length === 0) console.log('pdftotext is not installed: no peer beside.');

const list = (times: number[]) => times.map((time) => time.toFixed(1)).join(', ');
console.log(`Soro, the PDF library loaded: ${list(seconds)} s (processor time ${list(processorSeconds)} s)`);
for (const [rule, known] of [
  ['words as they stand', undefined],
  ['cut words made whole', inner],
] as const) {
  console.log(`— ${rule}`);
  compare('Soro', pagesOfText(document), reference, known);
  for (const { name, pages } of peers) compare(name, pages, reference, known);
}

// The book's own table of contents says on which page each section begins.
const sections = sectionsSchema.parse(JSON.parse(String(document.metadata.sections ?? '[]')));
const contents = [...document.text.matchAll(/^§ (\d+)\.[^§]{3,160}?\.{3,} ?(\d+)$/gmu)];
const right = contents.filter(([, section, page]) =>
  sections.some((found) => found.page === Number(page) && found.heading.startsWith(`§ ${section}`)),
);
console.log(
  `sections found: ${sections.length}; of ${contents.length} sections in the table of contents, ${right.length} found on the page it names`,
);
