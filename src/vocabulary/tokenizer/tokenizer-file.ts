import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { readText } from '../../core/files.ts';
import { type ParseSource, parseJson, parseWith } from '../../core/schema.ts';

/** What stands for a space inside tokens: U+2581. */
export const spaceMark = '▁';

const addedTokenSchema = z.strictObject({
  id: z.int().nonnegative(),
  content: z.string().min(1),
  single_word: z.literal(false),
  lstrip: z.literal(false),
  rstrip: z.literal(false),
  normalized: z.literal(false),
  special: z.boolean(),
});

const specialTokenPiece = z.strictObject({
  SpecialToken: z.strictObject({ id: z.string(), type_id: z.int() }),
});
const sequencePiece = z.strictObject({
  Sequence: z.strictObject({ id: z.enum(['A', 'B']), type_id: z.int() }),
});
const template = z.array(z.union([specialTokenPiece, sequencePiece]));

/** Token texts with their ids. A map, because a record loses a token called __proto__. */
const vocabularySchema = z.unknown().transform((value, context): ReadonlyMap<string, number> => {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const vocabulary = new Map<string, number>(isObject ? Object.entries(value) : []);
  if (!isObject) context.addIssue('Expected an object of token texts with their ids.');
  for (const [text, id] of vocabulary) {
    if (Number.isInteger(id) && id >= 0) continue;
    context.addIssue(`The token "${text}" has no id (a whole number from 0).`);
    break;
  }
  return vocabulary;
});

const spacePattern = z.strictObject({ String: z.literal(' ') });
const markPattern = z.strictObject({ String: z.literal(spaceMark) });

/**
 * `tokenizer.json` of Gemma 3 in the Hugging Face layout. Everything that would change ids and that
 * this reader does not do (truncation, another normaliser, dropout, …) is refused.
 */
export const tokenizerFileSchema = z.strictObject({
  version: z.literal('1.0'),
  truncation: z.null(),
  padding: z.null(),
  added_tokens: z.array(addedTokenSchema),
  normalizer: z.strictObject({
    type: z.literal('Replace'),
    pattern: spacePattern,
    content: z.literal(spaceMark),
  }),
  // Splits at spaces, of which the normaliser has left none: it does nothing.
  pre_tokenizer: z
    .strictObject({
      type: z.literal('Split'),
      pattern: spacePattern,
      behavior: z.literal('MergedWithPrevious'),
      invert: z.literal(false),
    })
    .nullable(),
  post_processor: z
    .strictObject({
      type: z.literal('TemplateProcessing'),
      single: template,
      pair: template,
      special_tokens: z.record(
        z.string(),
        z.strictObject({ id: z.string(), ids: z.array(z.int()), tokens: z.array(z.string()) }),
      ),
    })
    .nullable(),
  decoder: z.strictObject({
    type: z.literal('Sequence'),
    decoders: z.tuple([
      z.strictObject({ type: z.literal('Replace'), pattern: markPattern, content: z.literal(' ') }),
      z.strictObject({ type: z.literal('ByteFallback') }),
      z.strictObject({ type: z.literal('Fuse') }),
    ]),
  }),
  model: z.strictObject({
    type: z.literal('BPE'),
    dropout: z.null(),
    unk_token: z.literal('<unk>'),
    continuing_subword_prefix: z.null(),
    end_of_word_suffix: z.null(),
    fuse_unk: z.literal(true),
    byte_fallback: z.literal(true),
    ignore_merges: z.literal(false).optional(),
    vocab: vocabularySchema,
    // Half a million pairs: each is checked where it is used, which is once instead of twice.
    merges: z.array(z.unknown()),
  }),
});

/** A checked `tokenizer.json`; merges are pairs of token texts (or `left right` in older files). */
export type TokenizerFile = z.infer<typeof tokenizerFileSchema>;

const remedy = 'Use the tokenizer.json of a Gemma 3 checkpoint, or one that Soro has written.';

/**
 * Reads and checks a Gemma 3 `tokenizer.json`.
 * @throws BadInputError when it is absent, is not JSON, or does something that Gemma 3 does not.
 */
export async function readTokenizerFile(path: string): Promise<TokenizerFile> {
  return parseTokenizerFile(parseJson(await readText(path), { file: path, remedy }), path);
}

/**
 * Checks a parsed `tokenizer.json`; `file` goes into errors.
 * @throws BadInputError naming the key.
 */
export function parseTokenizerFile(value: unknown, file = 'tokenizer.json'): TokenizerFile {
  const source: ParseSource = { file, remedy };
  const parsed = parseWith(tokenizerFileSchema, value, source);
  requireByteTokens(parsed.model.vocab, file);
  return parsed;
}

/**
 * Checks that every byte has its token, so that any text can be written.
 * @throws BadInputError naming the first one that is missing.
 */
export function requireByteTokens(vocabulary: ReadonlyMap<string, number>, file: string): void {
  for (let byte = 0; byte < 256; byte += 1) {
    if (vocabulary.has(byteTokenText(byte))) continue;
    throw new BadInputError({
      message: `The byte token ${byteTokenText(byte)} is missing: some text could not be written.`,
      file,
      place: 'model.vocab',
      remedy,
    });
  }
}

/** The text of the token that stands for one byte: `<0x0A>`. */
export function byteTokenText(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
}

/** The byte that a token text such as `<0x0A>` stands for. */
export function byteOfToken(text: string): number | undefined {
  if (text.length !== 6 || !text.startsWith('<0x')) return undefined;
  const match = /^<0x([0-9A-F]{2})>$/.exec(text);
  return match?.[1] === undefined ? undefined : Number.parseInt(match[1], 16);
}
