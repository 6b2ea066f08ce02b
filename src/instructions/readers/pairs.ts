import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readJsonLinesFile } from '../../core/json-lines.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { splitWords } from '../../language/index.ts';
import { isTajik } from '../text/tajik-text.ts';

/** A text in Tajik and in another language. */
export interface Pair {
  readonly tajik: string;
  readonly other: string;
  readonly language: 'russian' | 'english';
  /** Where in the source it stands. */
  readonly place: string;
}

const pairSchema = z.looseObject({
  en: z.string().nullable(),
  tg: z.string(),
  package: z.string().optional(),
  file: z.string().optional(),
});

// Strings of office formulae and of old programs are often translated in part or by machine.
const poorPackages = /^(?:lib|kig|brasero|gucharmap|kmplot|iso-codes|kgeography)/u;
const markup = /[<>{}%_&~|\\#$@^*=[\]]|https?:|\n|\d{4,}/u;

/** Streams pairs of strings, English and Tajik: whole phrases without marks of programs. */
export async function* readPairs(file: string): AsyncGenerator<Pair> {
  for await (const row of readJsonLinesFile(file, pairSchema)) {
    const english = plainString(row.en ?? '');
    const tajik = plainString(row.tg);
    const words = splitWords(tajik).length;
    const ratio = tajik.length / english.length;
    if (poorPackages.test(row.package ?? '') || markup.test(english + tajik)) continue;
    if (words < 4 || words > 60 || ratio < 0.75 || ratio > 2 || !isTajik(tajik)) continue;
    if (!/[a-z]/u.test(english) || /\p{Script=Cyrillic}/u.test(english)) continue;
    yield { tajik, other: english, language: 'english', place: row.file ?? row.package ?? 'string' };
  }
}

function plainString(text: string): string {
  return text
    .replace(/<[^>]*>/gu, '')
    .replace(
      /«?\{ *-brand-name-([a-z]+) *\}»?/gu,
      (_, name: string) => name.slice(0, 1).toUpperCase() + name.slice(1),
    )
    .replace(/\s+/gu, ' ')
    .trim();
}

const articlesSchema = z.array(
  z.looseObject({ content: z.looseObject({ tj: z.string(), ru: z.string(), en: z.string() }) }),
);

/** Reads articles in Tajik, Russian and English, line by line where they have the same lines. */
export async function readArticles(file: string): Promise<Pair[]> {
  const articles = parseWith(articlesSchema, parseJson(await readFile(file, 'utf8'), { file }), { file });
  return articles.flatMap(({ content }, number) =>
    (['russian', 'english'] as const).flatMap((language) => {
      const tajik = content.tj.split('\n');
      const other = (language === 'russian' ? content.ru : content.en).split('\n');
      if (tajik.length !== other.length) return [];
      return tajik
        .map((line, place) => [plainLine(line), plainLine(other[place] ?? '')] as const)
        .filter(([one, two]) => splitWords(one).length >= 4 && splitWords(two).length >= 3 && isTajik(one))
        .filter(([one, two]) => one.length / two.length > 0.6 && one.length / two.length < 1.6)
        .map(([one, two], place) => ({
          tajik: one,
          other: two,
          language,
          place: `article ${number + 1}, line ${place + 1}`,
        }));
    }),
  );
}

function plainLine(line: string): string {
  return line
    .replace(/^[\s#>\d.-]+/u, '')
    .replace(/[*_`]/gu, '')
    .replace(/\p{Extended_Pictographic}\ufe0f?/gu, '')
    .trim();
}
