// Reading order of real PDFs beside another reader's text of the same file.
//   npx node bench/documents/pdf-papers.ts FILE.pdf …
// Beside each file lies FILE.pdf.reference.txt, a form feed a page: pdfium's text (Python: pypdfium2, `get_text_range`) or
// poppler's (`pdftotext FILE.pdf FILE.pdf.reference.txt`). Rule: two neighbouring lines of the reference are kept when
// the last and first seven letters and digits at their joint stand together in our text. First figure: lines of at least
// 20 letters each (prose); second: of at least 4 (labels of figures, cells and formulas among them); third: of these, pairs
// of lines that are both somewhere in our text, with the number of lines that are not (a chart whose font names no
// letters, a line that pdfium divides otherwise).
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readPdf } from '../../src/documents/pdf/reader.ts';
import { isReject } from '../../src/documents/reader.ts';

const lettersAtJoint = 7;
const kinds = [
  { fewestLetters: 20, isInText: false },
  { fewestLetters: 4, isInText: false },
  { fewestLetters: 4, isInText: true },
] as const;

function letters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function keptLines(
  reference: string,
  text: string,
  { fewestLetters, isInText }: (typeof kinds)[number],
): { kept: number; all: number } {
  const whole = letters(text);
  let [kept, all] = [0, 0];
  for (const page of reference.split('\f')) {
    const lines = page
      .split(/\r?\n/)
      .map(letters)
      .filter((line) => line.length >= 4);
    for (const [index, line] of lines.entries()) {
      const previous = lines[index - 1];
      if (previous === undefined || Math.min(line.length, previous.length) < fewestLetters) continue;
      if (isInText && !(whole.includes(line) && whole.includes(previous))) continue;
      all += 1;
      if (whole.includes(previous.slice(-lettersAtJoint) + line.slice(0, lettersAtJoint))) kept += 1;
    }
  }
  return { kept, all };
}

const files = process.argv.slice(2);
if (files.length === 0)
  console.log('Name PDF files with a reference text beside them; see the head of this file.');
for (const file of files) {
  const reference = await readFile(`${file}.reference.txt`, 'utf8');
  const outcome = await readPdf(file, new AbortController().signal, { find: async () => undefined });
  if (isReject(outcome)) {
    console.log(`${basename(file)}: ${outcome.reason}`);
    continue;
  }
  const shares = kinds.map((kind) => {
    const { kept, all } = keptLines(reference, outcome.text, kind);
    return `${((100 * kept) / all).toFixed(1)} % of ${all}`;
  });
  const [prose, lines, found] = shares;
  console.log(
    `${basename(file)}: prose ${prose}, lines ${lines}, of those in the text ${found}; order ${outcome.metadata.orderConfidence}`,
  );
}
process.exit();
