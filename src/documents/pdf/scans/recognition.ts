import type { PdfItem, PdfPage } from '../file/items.ts';
import { type ProgramOptions, runProgram } from './programs.ts';

/** Reads pictures of pages. */
export interface Recogniser {
  /** Name and version, for the metadata of what was read. */
  readonly name: string;
  /** The text of a page, placed as in a file with a text layer; undefined when it could not be read. */
  read(path: string, page: PdfPage, signal: AbortSignal): Promise<RecognisedPage | undefined>;
}

/** What was recognised on a page. */
export interface RecognisedPage {
  readonly items: readonly PdfItem[];
  /** How sure the program is of its words, 0 to 100. */
  readonly confidence: number;
}

const languageModel = 'tgk';
const dotsPerInch = 300;
/** The longer side of a picture: A3 at 300 dots per inch. */
const longestSide = 5000;
const pageLimitMs = 120_000;
/** Words that the program itself doubts are dirt on the paper more often than letters. */
const leastConfidence = 30;

/**
 * Finds the system's programs for reading pictures of pages: tesseract with its Tajik model, and pdftoppm
 * of poppler to draw the page. Undefined when one of them is missing.
 */
export async function findRecogniser(signal: AbortSignal): Promise<Recogniser | undefined> {
  const options = { signal, limitMs: 10_000 };
  const models = await runProgram('tesseract', ['--list-langs'], options);
  const drawing = await runProgram('pdftoppm', ['-v'], options);
  if (!models || !drawing || models.exitCode !== 0) return undefined;
  const listed = `${models.output}${models.errorText}`.split(/\s+/);
  if (!listed.includes(languageModel)) return undefined;
  const version = await runProgram('tesseract', ['--version'], options);
  const name = `${version?.output ?? ''}${version?.errorText ?? ''}`.split('\n')[0]?.trim();
  return { name: `${name ?? 'tesseract'}, ${languageModel}`, read };
}

async function read(path: string, page: PdfPage, signal: AbortSignal): Promise<RecognisedPage | undefined> {
  const options = { signal, limitMs: pageLimitMs };
  const scale = Math.min(dotsPerInch / 72, longestSide / Math.max(page.width, page.height));
  const picture = await draw(path, page, scale, options);
  if (!picture) return undefined;
  const dots = String(Math.round(scale * 72));
  const table = await runProgram('tesseract', ['-', '-', '-l', languageModel, '--dpi', dots, 'tsv'], {
    ...options,
    input: picture,
  });
  return table?.exitCode === 0 ? parseWords(table.output.toString(), 1 / scale) : undefined;
}

async function draw(
  path: string,
  { number, width, height }: PdfPage,
  scale: number,
  options: ProgramOptions,
): Promise<Buffer | undefined> {
  const side = String(Math.round(Math.max(width, height) * scale));
  const pages = ['-f', String(number), '-l', String(number)];
  const drawn = await runProgram('pdftoppm', [...pages, '-gray', '-scale-to', side, path], options);
  return drawn?.exitCode === 0 && drawn.output.length > 0 ? drawn.output : undefined;
}

/**
 * The words of tesseract's table (level, page, block, paragraph, line, word, left, top, width, height,
 * confidence, text), in points: each with the height and the foot of its line.
 */
export function parseWords(table: string, pointsPerDot: number): RecognisedPage {
  const items: PdfItem[] = [];
  let line = { foot: 0, height: 0 };
  let sum = 0;
  for (const row of table.split('\n').slice(1)) {
    const [level, , , , , , left, top, width, height, confidence, text = ''] = row.split('\t');
    const [x, y, across, down] = [left, top, width, height].map((value) => Number(value) * pointsPerDot);
    if (x === undefined || y === undefined || across === undefined || down === undefined) continue;
    if (level === '4') line = { foot: y + down, height: down };
    if (level !== '5' || text.trim() === '' || Number(confidence) < leastConfidence) continue;
    sum += Number(confidence);
    // A line's box reaches from the descenders to the capitals: about the size of its letters.
    const place = { x, y: line.foot - 0.2 * line.height, width: across, height: line.height };
    items.push({ ...place, text, font: 'recognised' });
  }
  return { items, confidence: items.length === 0 ? 0 : Math.round(sum / items.length) };
}
