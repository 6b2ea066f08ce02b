import { BadInputError } from '../core/errors.ts';
import { readText } from '../core/files.ts';
import { at } from '../core/known.ts';

/**
 * What a text is read for. Each purpose has paragraphs of its own (every third), so that one file can serve
 * all: what is measured was neither calibrated nor chosen on.
 */
export const textPurposes = ['measure', 'calibrate', 'search'] as const;

export interface ParagraphLimits {
  readonly purpose: (typeof textPurposes)[number];
  /** Characters of all paragraphs together. */
  readonly totalCharacters: number;
  /** Longer paragraphs are cut here. */
  readonly paragraphCharacters: number;
}

/** Shorter lines are headings and the like. */
const leastCharacters = 40;

/**
 * Paragraphs of a plain text file (UTF-8, one a line), spread evenly over the whole file, up to the limits.
 * @throws BadInputError when the file is missing or holds no paragraph for this purpose.
 */
export async function readParagraphs(file: string, limits: ParagraphLimits): Promise<string[]> {
  const { purpose, totalCharacters, paragraphCharacters } = limits;
  const part = textPurposes.indexOf(purpose);
  const lines = (await readText(file))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= leastCharacters)
    .filter((_, index) => index % textPurposes.length === part)
    .map((line) => Array.from(line).slice(0, paragraphCharacters).join(''));
  if (lines.length === 0) {
    throw new BadInputError({
      message: `The text holds no paragraph of ${leastCharacters} characters to ${purpose} with.`,
      file,
      remedy: 'Name a plain text file with one paragraph a line, three of them at least.',
    });
  }
  const available = lines.reduce((sum, line) => sum + line.length, 0);
  const stride = Math.max(1, available / totalCharacters);
  const taken: string[] = [];
  let characters = 0;
  for (let place = 0; place < lines.length && characters < totalCharacters; place += stride) {
    const line = at(lines, Math.floor(place));
    taken.push(line);
    characters += line.length;
  }
  return taken;
}

/** Paragraphs of several files, in turn from each, so that a limit on tokens cuts all alike. */
export async function readMixedParagraphs(
  files: readonly string[],
  limits: ParagraphLimits,
): Promise<string[]> {
  const share = { ...limits, totalCharacters: Math.ceil(limits.totalCharacters / files.length) };
  const read = await Promise.all(files.map((file) => readParagraphs(file, share)));
  const longest = Math.max(...read.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => read.flatMap((lines) => lines[index] ?? [])).flat();
}
