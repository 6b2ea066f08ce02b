import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import { CorruptArtefactError } from '../../core/errors.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import type { SeenForm } from './known-forms.ts';
import type { LetterWeights } from './letter-model.ts';
import type { ScriptModel } from './script-model.ts';

/** Counts are kept as steps of half a power of two, one character each, from this one. */
const firstStep = '0'.charCodeAt(0);

const headerSchema = z.strictObject({
  format: z.literal(1),
  direction: z.enum(['to-tajik', 'to-persian']),
  sources: z.array(z.string()).readonly(),
  /** Letter → what it may be written as. */
  spellings: z.record(z.string(), z.array(z.string()).readonly()),
  dense: z.array(z.number()),
  letterScale: z.number().positive(),
  letterCount: z.int().positive(),
  chooserScale: z.number().positive(),
  chooserCount: z.int().positive(),
  lexiconBytes: z.int().nonnegative(),
  /** Words that prose writes with a capital. */
  names: z.string(),
});

/** A model with the words that take a capital (to Tajik only). */
export interface LoadedModel extends ScriptModel {
  readonly names: ReadonlySet<string>;
}

/** Packs a model into the bytes of its file: a header line, the lexicon, two arrays of 8-bit weights; Brotli. */
export function packModel(model: LoadedModel, sources: readonly string[]): Uint8Array {
  const letters = quantise(model.letters.weights, leastOfLetters);
  const chooser = quantise(model.chooser.weights, leastOfChooser);
  const lexicon = Buffer.from(
    [...model.lexicon]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([word, forms]) => [word, ...forms.map(({ text, count }) => stepOf(count) + text)].join('\t'))
      .join('\n'),
  );
  const header = JSON.stringify({
    format: 1,
    direction: model.direction,
    sources,
    spellings: Object.fromEntries(model.letters.spellings),
    dense: [...model.chooser.dense].map((value) => Number(value.toFixed(4))),
    letterScale: letters.scale,
    letterCount: letters.values.length,
    chooserScale: chooser.scale,
    chooserCount: chooser.values.length,
    lexiconBytes: lexicon.length,
    names: [...model.names].sort().join(' '),
  } satisfies z.input<typeof headerSchema>);
  const bytes = Buffer.concat([
    Buffer.from(`${header}\n`),
    lexicon,
    new Uint8Array(letters.values.buffer),
    new Uint8Array(chooser.values.buffer),
  ]);
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}

/**
 * Reads the bytes of a model file.
 * @throws CorruptArtefactError when they are not one.
 */
export function unpackModel(packed: Uint8Array, file: string): LoadedModel {
  const bytes = decompress(packed, file);
  const end = bytes.indexOf(10);
  const source = { file, family: 'corrupt', remedy: 'Take the file from a fresh clone.' } as const;
  const header = parseWith(
    headerSchema,
    parseJson(bytes.toString('utf8', 0, Math.max(0, end)), source),
    source,
  );
  const letterStart = end + 1 + header.lexiconBytes;
  const chooserStart = letterStart + header.letterCount;
  if (bytes.length !== chooserStart + header.chooserCount) throw corrupt(file);
  return {
    direction: header.direction,
    lexicon: readLexicon(bytes.toString('utf8', end + 1, letterStart)),
    letters: {
      spellings: new Map(Object.entries(header.spellings)),
      weights: restore(bytes.subarray(letterStart, chooserStart), header.letterScale),
    },
    chooser: {
      weights: restore(bytes.subarray(chooserStart), header.chooserScale),
      dense: Float32Array.from(header.dense),
    },
    names: new Set(header.names.split(' ')),
  };
}

function decompress(packed: Uint8Array, file: string): Buffer {
  try {
    return brotliDecompressSync(packed);
  } catch (error) {
    throw corrupt(file, error);
  }
}

function corrupt(file: string, cause?: unknown): CorruptArtefactError {
  return new CorruptArtefactError({
    message: 'This is not a whole transliteration model.',
    file,
    remedy: 'Take the file from a fresh clone.',
    cause,
  });
}

function stepOf(count: number): string {
  return String.fromCharCode(firstStep + Math.max(0, Math.min(60, Math.round(2 * Math.log2(count) + 2))));
}

function readLexicon(text: string): Map<string, SeenForm[]> {
  const lexicon = new Map<string, SeenForm[]>();
  for (const line of text.split('\n')) {
    const [word = '', ...forms] = line.split('\t');
    lexicon.set(
      word,
      forms.map((form) => ({ text: form.slice(1), count: 2 ** ((form.charCodeAt(0) - firstStep - 2) / 2) })),
    );
  }
  return lexicon;
}

/** Weights below these matter little and become 0: they compress away. */
const leastOfLetters = 0.06;
const leastOfChooser = 0.12;
const largest = 5;

function quantise(weights: Float32Array, least: number): { values: Int8Array; scale: number } {
  const scale = largest / 127;
  const values = Int8Array.from(weights, (weight) =>
    Math.abs(weight) < least ? 0 : Math.max(-127, Math.min(127, Math.round(weight / scale))),
  );
  return { values, scale };
}

/** The weights of letters as they will be read back; what is trained after them must see these. */
export function roundLetters(letters: LetterWeights): LetterWeights {
  const { values, scale } = quantise(letters.weights, leastOfLetters);
  return { spellings: letters.spellings, weights: Float32Array.from(values, (value) => value * scale) };
}

function restore(bytes: Uint8Array, scale: number): Float32Array {
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float32Array.from(signed, (value) => value * scale);
}
