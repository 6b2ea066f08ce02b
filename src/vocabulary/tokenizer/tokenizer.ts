import { BadInputError } from '../../core/errors.ts';
import { createMergeIds } from './byte-pair-encoding.ts';
import { createChunker } from './chunk.ts';
import { createChunkCache, longestCachedUnits } from './chunk-cache.ts';
import { createDecode } from './decode.ts';
import { readMerges } from './read-merges.ts';
import { createSpell, longestSpelling } from './spelling.ts';
import { readTokenizerFile, spaceMark, type TokenizerFile } from './tokenizer-file.ts';
import { createTrie } from './trie.ts';
import { isControlToken } from './vocabulary-token.ts';

/** How text is encoded. */
export interface EncodeOptions {
  /** Puts `<bos>` first; false by default. */
  readonly addBos?: boolean;
  /**
   * Reads control tokens (`<end_of_turn>`, `<unused5>`, …) in the text as such. False by default: text
   * that people wrote must not steer the model; it is then spelt like any other text.
   */
  readonly special?: boolean;
}

/** How ids are decoded. */
export interface DecodeOptions {
  /** Writes control tokens out; by default they are left out. */
  readonly special?: boolean;
}

/** A Gemma 3 tokeniser. Not to be shared between threads; each makes its own. */
export interface Tokenizer {
  /** Number of ids that the model's table holds; without `special`, every id is below it. */
  readonly vocabularySize: number;
  /** The ids of a text: the same as those of Hugging Face's tokenizers with `special: true`. */
  encode(text: string, options?: EncodeOptions): Uint32Array;
  /** The text of ids. @throws BadInputError when an id is not in the vocabulary. */
  decode(ids: Iterable<number>, options?: DecodeOptions): string;
  /** The id of a token given by its text (spaces as U+2581). */
  tokenId(text: string): number | undefined;
}

const spaceUnit = 0x20;
const markUnit = spaceMark.charCodeAt(0);

/** Reads a `tokenizer.json` and makes its tokeniser. @throws BadInputError */
export async function readTokenizer(path: string): Promise<Tokenizer> {
  return createTokenizer(await readTokenizerFile(path), path);
}

/**
 * Makes the tokeniser of a checked file; `name` goes into errors.
 * @throws BadInputError when a merge names tokens that do not exist.
 */
export function createTokenizer(file: TokenizerFile, name = 'tokenizer.json'): Tokenizer {
  const vocabulary = file.model.vocab;
  const ids = new Map([...vocabulary, ...file.added_tokens.map(({ content, id }) => [content, id] as const)]);
  const { table, results } = readMerges(file.model.merges, vocabulary, name);
  const control = new Set(file.added_tokens.filter(isControlToken).map(({ id }) => id));
  const texts: (string | undefined)[] = [];
  for (const [text, id] of ids) texts[id] = text;

  const everyAdded = createTrie(file.added_tokens.map(({ content, id }) => [content, id]));
  const textualAdded = createTrie(
    file.added_tokens.filter((added) => !isControlToken(added)).map(({ content, id }) => [content, id]),
  );
  const spell = createSpell(vocabulary);
  const mergeIds = createMergeIds(table);
  const chunker = createChunker(results);
  const cache = createChunkCache();
  const decode = createDecode(texts, control);
  const output = createOutput();
  let scratch = new Int32Array(longestCachedUnits * longestSpelling);

  function encodeChunk(units: Uint16Array, start: number, end: number): void {
    const cached = end - start <= longestCachedUnits;
    if (cached && cache.find(units, start, end)) {
      output.append(cache.values, cache.valueStart, cache.valueEnd);
      return;
    }
    const longest = (end - start) * longestSpelling;
    if (scratch.length < longest) scratch = new Int32Array(longest);
    const count = mergeIds(scratch, spell(units, start, end, scratch));
    output.append(scratch, 0, count);
    if (cached) cache.add(units, start, end, scratch, count);
  }

  function encodeSegment(units: Uint16Array, start: number, end: number): void {
    for (let place = start; place < end; ) {
      const chunkEnd = chunker.chunkEnd(units, place, end);
      encodeChunk(units, place, chunkEnd);
      place = chunkEnd;
    }
  }

  return {
    vocabularySize: vocabulary.size,
    tokenId: (text) => ids.get(text),
    decode: (list, options = {}) => decode(list, options.special ?? false),
    encode(text, options = {}) {
      output.clear();
      if (options.addBos) output.push(requireBos(ids.get('<bos>'), name));
      const added = options.special ? everyAdded : textualAdded;
      const units = toUnits(text);
      let segment = 0;
      for (let place = 0; place < units.length; ) {
        const unit = units[place] ?? 0;
        if (added.starts(unit)) {
          const id = added.match(units, place, units.length);
          if (id !== -1) {
            const end = added.matchEnd;
            encodeSegment(units, segment, place);
            output.push(id);
            segment = end;
            place = end;
            continue;
          }
        }
        // Added tokens are found before spaces are replaced, so each is replaced once it is passed.
        if (unit === spaceUnit) units[place] = markUnit;
        place += 1;
      }
      encodeSegment(units, segment, units.length);
      return output.take();
    },
  };
}

function toUnits(text: string): Uint16Array {
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint16Array(bytes.buffer, bytes.byteOffset, text.length);
}

function requireBos(id: number | undefined, name: string): number {
  if (id !== undefined) return id;
  throw new BadInputError({
    message: 'This vocabulary has no <bos> token.',
    file: name,
    remedy: 'Use the tokenizer.json of a Gemma 3 checkpoint.',
  });
}

/** Collects ids; grows as needed. */
function createOutput() {
  let values = new Uint32Array(4096);
  let count = 0;
  const reserve = (extra: number) => {
    if (count + extra <= values.length) return;
    const larger = new Uint32Array(Math.max(values.length * 2, count + extra));
    larger.set(values);
    values = larger;
  };
  return {
    clear() {
      count = 0;
    },
    push(id: number) {
      reserve(1);
      values[count] = id;
      count += 1;
    },
    append(source: Int32Array, start: number, end: number) {
      reserve(end - start);
      for (let index = start; index < end; index += 1) {
        values[count] = source[index] ?? 0;
        count += 1;
      }
    },
    take: () => values.slice(0, count),
  };
}
