import { CorruptArtefactError } from '../../core/errors.ts';
import { type Binding, openBinding } from './binding.ts';
import type { ModelParameters, Pointer } from './structures.ts';

/** Longest piece of a token, in bytes. */
const pieceBytes = 256;

/** A model's weights and vocabulary in this process; what it has read is in a {@link LlamaContext}. */
export class LlamaModel {
  readonly file: string;
  /** Of llama.cpp. */
  readonly version: string;
  readonly vocabularySize: number;
  readonly embeddingSize: number;
  /** Tokens that a local layer looks back. */
  readonly windowTokens: number;
  readonly beginToken: number;
  /** For this folder. */
  readonly binding: Binding;
  readonly handle: Pointer;
  readonly vocabulary: Pointer;
  readonly #pieces = new Map<number, Buffer>();

  /** @throws CorruptArtefactError when llama.cpp refuses the file, MissingToolError without the library. */
  constructor(file: string, parameters: Partial<ModelParameters> = {}) {
    const binding = openBinding();
    const handle = binding.loadModel(file, { ...binding.defaults.model, ...parameters });
    if (handle === null) throw refusedModel(file);
    this.file = file;
    this.binding = binding;
    this.handle = handle;
    this.vocabulary = binding.vocabularyOf(handle);
    this.version = binding.version;
    this.vocabularySize = binding.vocabularySize(this.vocabulary);
    this.embeddingSize = binding.embeddingSize(handle);
    this.windowTokens = binding.windowTokens(handle);
    this.beginToken = binding.beginToken(this.vocabulary);
  }

  /** Token ids of a text; spelt-out control tokens are those tokens only where `control` is true. Adds no `<bos>`. */
  tokenise(text: string, control: boolean): number[] {
    const bytes = Buffer.from(text, 'utf8');
    if (bytes.length === 0) return [];
    // A token is a byte at least, but for what the tokeniser itself adds.
    const tokens = new Int32Array(bytes.length + 8);
    const { vocabulary, binding } = this;
    const count = binding.tokenise(vocabulary, bytes, bytes.length, tokens, tokens.length, false, control);
    if (count < 0) throw new RangeError(`llama.cpp could not tokenise ${text.length} characters (${count}).`);
    return [...tokens.subarray(0, count)];
  }

  /** The bytes that a token stands for; none for control tokens. */
  piece(token: number): Buffer {
    let piece = this.#pieces.get(token);
    if (!piece) {
      const buffer = Buffer.alloc(pieceBytes);
      const length = this.binding.piece(this.vocabulary, token, buffer, buffer.length, 0, false);
      piece = Buffer.from(buffer.subarray(0, Math.max(0, length)));
      this.#pieces.set(token, piece);
    }
    return piece;
  }

  /** Whether a token ends an answer. */
  isEnd(token: number): boolean {
    return this.binding.isEndOfGeneration(this.vocabulary, token);
  }

  /** The texts of the tokens that begin and end a text; empty where the model has none. */
  get specialTexts(): { readonly begin: string; readonly end: string } {
    const text = (token: number) => (token < 0 ? '' : this.binding.tokenText(this.vocabulary, token));
    return { begin: text(this.beginToken), end: text(this.binding.endToken(this.vocabulary)) };
  }

  /** The chat template in the file; undefined when it has none. */
  get chatTemplate(): string | undefined {
    return this.metadata('tokenizer.chat_template');
  }

  /** A value of the file's metadata as text. */
  metadata(key: string): string | undefined {
    const length = this.binding.metadata(this.handle, key, null, 0);
    if (length < 0) return undefined;
    const buffer = Buffer.alloc(length + 1);
    this.binding.metadata(this.handle, key, buffer, buffer.length);
    return buffer.toString('utf8', 0, length);
  }

  free(): void {
    this.binding.freeModel(this.handle);
  }
}

/** A file that passed validation and that the library refuses all the same. */
function refusedModel(file: string): CorruptArtefactError {
  return new CorruptArtefactError({
    message: 'llama.cpp cannot load this model.',
    file,
    remedy: 'Export or quantise the model again, or restore the file from where it came.',
  });
}
