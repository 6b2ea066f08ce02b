import { BadInputError } from '../../core/errors.ts';
import { requireByteTokens, spaceMark, type TokenizerFile } from '../tokenizer/tokenizer-file.ts';
import { isMarkedSpecial, type VocabularyToken } from '../tokenizer/vocabulary-token.ts';
import { listMerges } from './merges.ts';

/**
 * Makes the `tokenizer.json` of a Gemma vocabulary from its tokens in id order; the merges follow
 * from them ({@link listMerges}). A space in a text (GGUF writes user-defined tokens so) becomes U+2581.
 * @throws BadInputError when a token repeats, or `<bos>`, `<unk>` or a byte token is missing.
 */
export function tokenizerFileFromTokens(
  tokens: readonly VocabularyToken[],
  name = 'the list of tokens',
): TokenizerFile {
  const marked = tokens.map(({ text, kind }) => ({ text: text.replaceAll(' ', spaceMark), kind }));
  const vocab = new Map<string, number>();
  for (const [id, { text }] of marked.entries()) {
    if (text === '' || vocab.has(text)) {
      const message =
        text === '' ? `Token ${id} is empty.` : `Token ${id}, "${text}", is also token ${vocab.get(text)}.`;
      throw new BadInputError({ message, file: name, place: `token ${id}`, remedy: 'Give each token once.' });
    }
    vocab.set(text, id);
  }
  const bos = vocab.get('<bos>');
  if (bos === undefined || !vocab.has('<unk>')) {
    throw new BadInputError({
      message: `The token ${bos === undefined ? '<bos>' : '<unk>'} is missing.`,
      file: name,
      remedy: 'Use the vocabulary of a Gemma 3 model.',
    });
  }
  requireByteTokens(vocab, name);
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens(marked),
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: spaceMark },
    pre_tokenizer: {
      type: 'Split',
      pattern: { String: ' ' },
      behavior: 'MergedWithPrevious',
      invert: false,
    },
    post_processor: postProcessor(bos),
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: spaceMark }, content: ' ' },
        { type: 'ByteFallback' },
        { type: 'Fuse' },
      ],
    },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: '<unk>',
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      ignore_merges: false,
      vocab,
      merges: listMerges(marked),
    },
  };
}

/** The text of a `tokenizer.json`; equal files give equal text. */
export function formatTokenizerFile(file: TokenizerFile): string {
  const vocab = Object.fromEntries(file.model.vocab);
  return `${JSON.stringify({ ...file, model: { ...file.model, vocab } })}\n`;
}

function addedTokens(tokens: readonly VocabularyToken[]): TokenizerFile['added_tokens'] {
  return tokens.flatMap((token, id) =>
    token.kind === 'normal' || token.kind === 'byte'
      ? []
      : [
          {
            id,
            content: token.text,
            single_word: false as const,
            lstrip: false as const,
            rstrip: false as const,
            normalized: false as const,
            special: isMarkedSpecial(token),
          },
        ],
  );
}

function postProcessor(bos: number): TokenizerFile['post_processor'] {
  const start = (type: number) => ({ SpecialToken: { id: '<bos>', type_id: type } });
  const text = (id: 'A' | 'B', type: number) => ({ Sequence: { id, type_id: type } });
  return {
    type: 'TemplateProcessing',
    single: [start(0), text('A', 0)],
    pair: [start(0), text('A', 0), start(1), text('B', 1)],
    special_tokens: { '<bos>': { id: '<bos>', ids: [bos], tokens: ['<bos>'] } },
  };
}
