import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CorruptArtefactError } from '../../core/errors.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type ModelClass, readClass, scripts } from './labels.ts';

const magic = 'SOROLID1';
const remedy = 'Restore the file from the repository, or run `npx node tools/train-language-identifier.ts`.';

const scriptSchema = z.strictObject({
  script: z.enum(scripts),
  classes: z.array(z.string()).min(2),
  /** Rows of the weights, a power of two; a feature's hash picks its row. */
  rows: z.int().refine((rows) => rows > 0 && (rows & (rows - 1)) === 0, 'Rows must be a power of two.'),
  /** A class's logit is its sum of weights × scale × (number of features) ** exponent. */
  scale: z.number().positive(),
  exponent: z.number().min(-1).max(0),
});

const headerSchema = z.strictObject({
  /** What the weights were learned from: name and number of lines. */
  sources: z.array(z.string()),
  models: z.array(scriptSchema),
});

export type ModelHeader = z.output<typeof headerSchema>;

/** A linear classifier over the hashed n-grams of one script's words. */
export interface ScriptModel {
  readonly classes: readonly ModelClass[];
  /** The places of the classes, those of one label together. */
  readonly groups: readonly (readonly number[])[];
  /** Row by row, one weight a class. */
  readonly weights: Int8Array;
  readonly mask: number;
  readonly scale: number;
  readonly exponent: number;
}

/** The models in the order of `scripts`. */
export type LanguageModel = readonly ScriptModel[];

/** The bytes of a model file: magic, length of the header, header in JSON, weights of each script. */
export function writeModel(header: ModelHeader, weights: readonly Int8Array[]): Uint8Array {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([
    Buffer.from(magic),
    length,
    json,
    ...weights.map((part) => Buffer.from(part.buffer)),
  ]);
}

/**
 * Reads the bytes of a model file.
 * @throws CorruptArtefactError when they are not a whole model.
 */
export function readModel(bytes: Uint8Array, file: string): LanguageModel {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = magic.length + 4;
  if (buffer.length < start || buffer.toString('latin1', 0, magic.length) !== magic) {
    throw new CorruptArtefactError({
      message: 'This is not a model of the language identifier.',
      file,
      remedy,
    });
  }
  const headerEnd = start + buffer.readUInt32LE(magic.length);
  const source = { file, remedy, family: 'corrupt' } as const;
  const header = parseWith(
    headerSchema,
    parseJson(buffer.toString('utf8', start, headerEnd), source),
    source,
  );
  let place = headerEnd;
  const models = new Map<string, ScriptModel>();
  for (const { script, classes, rows, scale, exponent } of header.models) {
    const size = rows * classes.length;
    const weights = new Int8Array(
      bytes.buffer,
      bytes.byteOffset + place,
      Math.min(size, buffer.length - place),
    );
    if (weights.length < size)
      throw new CorruptArtefactError({ message: 'The model is cut off.', file, remedy });
    const read = classes.map(readClass);
    models.set(script, {
      classes: read,
      groups: groupByLabel(read),
      weights,
      mask: rows - 1,
      scale,
      exponent,
    });
    place += size;
  }
  return scripts.map((script) => {
    const model = models.get(script);
    if (!model) throw new CorruptArtefactError({ message: `No model for ${script}.`, file, remedy });
    return model;
  });
}

function groupByLabel(classes: readonly ModelClass[]): number[][] {
  const groups = Map.groupBy(classes.keys(), (place) => classes[place]?.label);
  return [...groups.values()];
}

let loaded: LanguageModel | undefined;

/** The project's own model, read at the first call. */
export function languageModel(): LanguageModel {
  if (loaded) return loaded;
  const file = fileURLToPath(new URL('../data/language-identifier.bin', import.meta.url));
  loaded = readModel(readFileSync(file), file);
  return loaded;
}
