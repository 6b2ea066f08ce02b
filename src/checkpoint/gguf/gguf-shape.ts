import { BadInputError } from '../../core/errors.ts';
import { type Gemma3Shape, gemma3Shapes, impliedQueryScale, sizeOfShape } from '../shapes.ts';
import type { GgufHeader } from './header.ts';
import { metadataNumber, metadataText } from './metadata.ts';

const remedy =
  'Convert the model again with a current convert_hf_to_gguf.py, or import its Hugging Face checkpoint instead.';

/** Keys of the architecture. Without some, llama.cpp refuses or aborts; without others, it computes nonsense. */
export const shapeKeys = {
  contextLength: 'gemma3.context_length',
  hiddenSize: 'gemma3.embedding_length',
  layers: 'gemma3.block_count',
  intermediateSize: 'gemma3.feed_forward_length',
  attentionHeads: 'gemma3.attention.head_count',
  keyValueHeads: 'gemma3.attention.head_count_kv',
  headDimension: 'gemma3.attention.key_length',
  valueDimension: 'gemma3.attention.value_length',
  slidingWindow: 'gemma3.attention.sliding_window',
  normEpsilon: 'gemma3.attention.layer_norm_rms_epsilon',
  ropeBase: 'gemma3.rope.freq_base',
  ropeScalingType: 'gemma3.rope.scaling.type',
  ropeScalingFactor: 'gemma3.rope.scaling.factor',
} as const;

/**
 * The shape that a GGUF header states. `vocabularySize` is the length of its token list.
 * @throws BadInputError when it is not Gemma 3 or a key is absent or senseless.
 */
export function shapeFromGguf(header: GgufHeader): Gemma3Shape {
  const { file, metadata } = header;
  const architecture = metadataText(metadata, 'general.architecture');
  if (architecture !== 'gemma3') {
    throw new BadInputError({
      message: `The architecture is ${architecture ?? 'not stated'}; Soro works with gemma3.`,
      file,
      place: 'general.architecture',
      remedy: 'Use a Gemma 3 text model (270M, 1B, 4B, 12B or 27B).',
    });
  }
  const whole = (key: string) => {
    const value = requiredNumber(header, key);
    if (Number.isInteger(value) && value > 0) return value;
    throw new BadInputError({
      message: `A whole number above 0 is needed, not ${value}.`,
      file,
      place: key,
      remedy,
    });
  };
  const valueDimension = whole(shapeKeys.valueDimension);
  const tokens = metadata.get('tokenizer.ggml.tokens');
  const shape = {
    vocabularySize: tokens?.type === 'array' ? tokens.value.length : 0,
    contextLength: whole(shapeKeys.contextLength),
    hiddenSize: whole(shapeKeys.hiddenSize),
    layers: whole(shapeKeys.layers),
    intermediateSize: whole(shapeKeys.intermediateSize),
    attentionHeads: whole(shapeKeys.attentionHeads),
    keyValueHeads: whole(shapeKeys.keyValueHeads),
    headDimension: whole(shapeKeys.headDimension),
    slidingWindow: whole(shapeKeys.slidingWindow),
    normEpsilon: shortest(requiredNumber(header, shapeKeys.normEpsilon)),
    ropeBase: requiredNumber(header, shapeKeys.ropeBase),
    ropeScalingFactor: metadataNumber(metadata, shapeKeys.ropeScalingFactor) ?? 1,
  };
  if (valueDimension !== shape.headDimension) {
    throw new BadInputError({
      message: `Keys have ${shape.headDimension} dimensions, values ${valueDimension}; in Gemma 3 they are equal.`,
      file,
      place: shapeKeys.valueDimension,
      remedy,
    });
  }
  checkScaling(header, shape);
  return { ...shape, queryScale: impliedQueryScale(shape) };
}

/** Without the scaling key, a 4B or larger model reads positions wrongly and says nothing. */
function checkScaling(header: GgufHeader, shape: Omit<Gemma3Shape, 'queryScale'>): void {
  const size = sizeOfShape(shape);
  if (size && gemma3Shapes[size].ropeScalingFactor !== 1) requiredNumber(header, shapeKeys.ropeScalingFactor);
  const type = metadataText(header.metadata, shapeKeys.ropeScalingType);
  if (shape.ropeScalingFactor !== 1 && type !== 'linear') {
    throw new BadInputError({
      message: `The scaling of positions is ${type ?? 'not stated'}; Gemma 3 uses linear.`,
      file: header.file,
      place: shapeKeys.ropeScalingType,
      remedy,
    });
  }
}

function requiredNumber(header: GgufHeader, key: string): number {
  const value = metadataNumber(header.metadata, key);
  if (value !== undefined && Number.isFinite(value)) return value;
  throw missingKey(header, key, 'a number');
}

/** The error about a metadata key that is absent or of the wrong type. */
export function missingKey(header: GgufHeader, key: string, expected: string): BadInputError {
  const state = header.metadata.has(key) ? `is not ${expected}` : 'is missing';
  return new BadInputError({ message: `The key ${key} ${state}.`, file: header.file, place: key, remedy });
}

/** 9.999999974752427e-7, a float32, is 1e-6: the shortest number that gives the same float32. */
function shortest(value: number): number {
  for (let digits = 1; digits <= 9; digits += 1) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === Math.fround(value)) return candidate;
  }
  return value;
}
