import { BadInputError } from '../../core/errors.ts';
import { byteOfToken, type TokenizerFile } from './tokenizer-file.ts';

/**
 * What a token is for. `control` tokens steer the model and are never made from plain text;
 * `user-defined` ones (line breaks, runs of spaces, HTML tags) are found in text before anything else.
 */
export type VocabularyTokenKind = 'normal' | 'control' | 'unknown' | 'byte' | 'user-defined';

/** One entry of a vocabulary, spaces written as U+2581; its id is its place in the list. */
export interface VocabularyToken {
  readonly text: string;
  readonly kind: VocabularyTokenKind;
}

// Gemma does not mark these as special in tokenizer.json; llama.cpp's files have them as CONTROL.
const unmarkedControl = /^<(?:mask|unused\d+)>$/;

/** Whether an added token steers the model instead of being text. */
export function isControlToken(added: { readonly content: string; readonly special: boolean }): boolean {
  return added.special || unmarkedControl.test(added.content);
}

/** Whether `tokenizer.json` marks a control token of this text as special. */
export function isMarkedSpecial(token: VocabularyToken): boolean {
  return token.kind === 'unknown' || (token.kind === 'control' && !unmarkedControl.test(token.text));
}

/**
 * The tokens of a tokenizer in id order, with their kinds: what a GGUF file needs. Added tokens
 * beyond the model's own table (`<image_soft_token>` in Gemma) are left out.
 * @throws BadInputError when ids have gaps or repeat.
 */
export function vocabularyTokens(file: TokenizerFile, name = 'tokenizer.json'): VocabularyToken[] {
  const kinds = new Map<string, VocabularyTokenKind>();
  for (const added of file.added_tokens) {
    kinds.set(added.content, isControlToken(added) ? 'control' : 'user-defined');
  }
  kinds.set(file.model.unk_token, 'unknown');
  const { vocab } = file.model;
  const tokens = new Array<VocabularyToken | undefined>(vocab.size);
  for (const [text, id] of vocab) {
    if (id >= vocab.size || tokens[id]) {
      throw new BadInputError({
        message: `Token ids must be 0 to ${vocab.size - 1}, each once; "${text}" has ${id}.`,
        file: name,
        place: 'model.vocab',
        remedy: 'Use a tokenizer.json whose ids have no gaps.',
      });
    }
    const kind = kinds.get(text) ?? (byteOfToken(text) === undefined ? 'normal' : 'byte');
    tokens[id] = { text, kind };
  }
  return tokens.filter((token) => token !== undefined);
}
