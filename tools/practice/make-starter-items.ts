// Makes the starter items from the lessons' articles: `node tools/practice/make-starter-items.ts ARTICLES FILE`
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import { readJsonLinesFile } from '../../src/core/json-lines.ts';
import { foldWords } from '../../src/evaluation/index.ts';
import { lessonSplit } from '../../src/instructions/readers/articles.ts';
import { type Item, itemSchema } from '../../src/practice/items/item.ts';

const question = z.string();
const rawItem = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('choice'),
    question,
    options: z.array(z.string()),
    answer: z.int(),
    why: z.string(),
  }),
  z.strictObject({
    kind: z.literal('number'),
    question,
    answer: z.number(),
    unit: z.string(),
    tolerance: z.number(),
    why: z.string(),
  }),
  z.strictObject({
    kind: z.literal('matching'),
    question,
    left: z.array(z.string()),
    right: z.array(z.string()),
    answer: z.array(z.int()),
  }),
  z.strictObject({
    kind: z.literal('order'),
    question,
    parts: z.array(z.string()),
    answer: z.array(z.int()),
  }),
  z.strictObject({ kind: z.literal('text'), question, answers: z.array(z.string()) }),
]);
const articleSchema = z.looseObject({
  id: z.string(),
  subject: z.string(),
  grade: z.int(),
  title: z.string(),
  text: z.array(z.string()),
  items: z.array(rawItem),
});
type RawItem = z.output<typeof rawItem>;
type Article = z.output<typeof articleSchema>;

const [articlesFile, target] = process.argv.slice(2);
if (articlesFile === undefined || target === undefined)
  throw new Error('Name the articles and the file to write.');

/** Read and found to have a second right answer: the years of Beijing's two games, 2008 and 2022. */
const leftOut: ReadonlySet<string> = new Set(['culture/gushtingiri-and-sport/3']);

const items: Item[] = [];
const unseenArticles: string[] = [];
for await (const article of readJsonLinesFile(articlesFile, articleSchema)) {
  if (lessonSplit(article.id) === 'test') unseenArticles.push(article.id);
  const own = article.items.map((raw, index) => itemOf(article, raw, index));
  items.push(...own.filter(({ id }) => !leftOut.has(id)));
}
const content = {
  about:
    'Items of the lessons (CC0-1.0), written by an assistant model in December 2026; checked by no Tajik teacher yet.',
  unseenArticles,
  items,
};
const packed = brotliCompressSync(JSON.stringify(content), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
});
writeFileSync(target, packed);
console.log(`${items.length} items, ${unseenArticles.length} unseen articles, ${packed.length} bytes`);

function itemOf(article: Article, raw: RawItem, index: number): Item {
  const { kind, why, ...key } = { why: null, ...raw };
  return itemSchema.parse({
    id: `${article.id}/${index + 1}`,
    version: 1,
    status: 'draft',
    subject: article.subject,
    grade: article.grade,
    topic: article.title,
    source: { book: 'Дарсҳои Соро', section: article.id, page: null, sentence: sentenceOf(article, raw) },
    author: 'assistant model, December 2026',
    why,
    kind: kind === 'choice' ? 'single-choice' : kind === 'text' ? 'short-text' : kind,
    ...key,
    ...('unit' in key ? { unit: key.unit === '' ? null : key.unit } : {}),
  });
}

/** The sentence of the article that holds the answer's words, where exactly one does. */
function sentenceOf(article: Article, raw: RawItem): string | null {
  const answer =
    raw.kind === 'choice'
      ? (raw.options[raw.answer] ?? '')
      : raw.kind === 'text'
        ? (raw.answers[0] ?? '')
        : '';
  const wanted = foldWords(answer, true).join(' ');
  if (wanted.length < 4) return null;
  const sentences = article.text.flatMap((paragraph) => paragraph.split(/(?<=[.!?])\s+(?=\p{Lu})/u));
  const holding = sentences.filter((sentence) =>
    ` ${foldWords(sentence, true).join(' ')} `.includes(` ${wanted} `),
  );
  return holding.length === 1 ? (holding[0] ?? null) : null;
}
