import { BadInputError } from '../../core/errors.ts';
import { spaceMark, type VocabularyToken, type VocabularyTokenKind } from '../../vocabulary/index.ts';
import { missingKey } from './gguf-shape.ts';
import type { GgufHeader } from './header.ts';
import { type GgufValue, ggufValue, metadataNumbers, metadataTexts } from './metadata.ts';

/** Token types in GGUF, by number (5 is unused in Gemma and read as an ordinary control token). */
const kindNumbers: Readonly<Record<VocabularyTokenKind, number>> = {
  normal: 1,
  unknown: 2,
  control: 3,
  'user-defined': 4,
  byte: 6,
};

/** Some converters write these as text tokens; in Gemma they steer the model. */
const alwaysControl = /^<(?:pad|bos|eos|mask|start_of_turn|end_of_turn|start_of_image|end_of_image)>$/;

/**
 * The tokens of a GGUF file in id order, spaces written as U+2581.
 * @throws BadInputError when the lists are absent or hold an unknown token type.
 */
export function tokensFromGguf(header: GgufHeader): VocabularyToken[] {
  const texts = metadataTexts(header.metadata, 'tokenizer.ggml.tokens');
  const types = metadataNumbers(header.metadata, 'tokenizer.ggml.token_type');
  if (!texts) throw missingKey(header, 'tokenizer.ggml.tokens', 'a list of texts');
  if (!types) throw missingKey(header, 'tokenizer.ggml.token_type', 'a list of numbers');
  return texts.map((text, id) => ({
    text: text.replaceAll(' ', spaceMark),
    kind: kindOf(text, types[id], header.file, id),
  }));
}

function kindOf(text: string, type: number | undefined, file: string, id: number): VocabularyTokenKind {
  if (text === '<unk>') return 'unknown';
  if (alwaysControl.test(text)) return 'control';
  const found = Object.entries(kindNumbers).find(([, number]) => number === type);
  if (found) return found[0] as VocabularyTokenKind;
  if (type === 5) return 'control';
  throw new BadInputError({
    message: `Token ${id} has the unknown type ${type}.`,
    file,
    place: 'tokenizer.ggml.token_type',
    remedy: 'Use a Gemma 3 model as llama.cpp converts it.',
  });
}

/**
 * The tokeniser's metadata of a GGUF file, in the rules by which llama.cpp gives the ids of the original
 * (FACTS of the project: equal on 540,275 tokens): order is the score, whole tokens are user-defined.
 */
export function vocabularyMetadata(tokens: readonly VocabularyToken[]): Map<string, GgufValue> {
  const lastByte = tokens.findIndex(({ text }) => text === '<0xFF>');
  const score = ({ kind }: VocabularyToken, id: number) => {
    if (kind === 'byte') return 0;
    // 0 − x and not −x: the best token's score is 0, never −0.
    return kind === 'normal' ? 0 - (id - (lastByte + 1)) : -1000;
  };
  const idOf = (text: string) => tokens.findIndex((token) => token.text === text);
  const metadata = new Map<string, GgufValue>([
    ['tokenizer.ggml.model', ggufValue.text('llama')],
    ['tokenizer.ggml.pre', ggufValue.text('default')],
    [
      'tokenizer.ggml.tokens',
      ggufValue.array(
        'string',
        tokens.map(({ text, kind }) => (kind === 'user-defined' ? text.replaceAll(spaceMark, ' ') : text)),
      ),
    ],
    ['tokenizer.ggml.scores', ggufValue.array('float32', tokens.map(score))],
    [
      'tokenizer.ggml.token_type',
      ggufValue.array(
        'int32',
        tokens.map(({ kind }) => kindNumbers[kind]),
      ),
    ],
  ]);
  const special = { bos: '<bos>', eos: '<eos>', eot: '<end_of_turn>', unknown: '<unk>', padding: '<pad>' };
  for (const [role, text] of Object.entries(special)) {
    const id = idOf(text);
    if (id >= 0) metadata.set(`tokenizer.ggml.${role}_token_id`, ggufValue.uint32(id));
  }
  metadata.set('tokenizer.ggml.add_bos_token', ggufValue.bool(true));
  metadata.set('tokenizer.ggml.add_eos_token', ggufValue.bool(false));
  metadata.set('tokenizer.ggml.add_space_prefix', ggufValue.bool(false));
  return metadata;
}
