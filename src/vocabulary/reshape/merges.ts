import type { VocabularyToken } from '../tokenizer/vocabulary-token.ts';

const whitespaceOrder = ['\n', '▁', '\t'];

interface Merge {
  readonly left: string;
  readonly right: string;
}

/**
 * The merges of a Gemma vocabulary, which follow from its tokens and their order: every way to cut
 * a token into two tokens. Runs of whitespace come first, longest left half first; then the tokens
 * by id, longest left half first. For Gemma 3's own 262,144 tokens this is its own list, in order,
 * but for the pair of tabs, which is one place later there (tabs are never merged: they are
 * found as added tokens first).
 */
export function listMerges(tokens: readonly VocabularyToken[]): [string, string][] {
  const mergeable = new Set(tokens.filter(isMergeable).map((token) => token.text));
  const whitespace: Merge[] = [];
  const others: Merge[] = [];
  for (const token of tokens) {
    if (!mergeable.has(token.text)) continue;
    const target = isWhitespaceRun(token.text) ? whitespace : others;
    for (let cut = token.text.length - 1; cut > 0; cut -= 1) {
      const left = token.text.slice(0, cut);
      if (!mergeable.has(left)) continue;
      const right = token.text.slice(cut);
      if (mergeable.has(right)) target.push({ left, right });
    }
  }
  whitespace.sort(
    (one, other) =>
      other.left.length - one.left.length ||
      other.right.length - one.right.length ||
      whitespaceOrder.indexOf(one.left.charAt(0)) - whitespaceOrder.indexOf(other.left.charAt(0)),
  );
  return [...whitespace, ...others].map(({ left, right }) => [left, right]);
}

/** Added tokens are found whole in the text and byte tokens are spelt: neither is ever merged. */
function isMergeable(token: VocabularyToken): boolean {
  return token.kind === 'normal' || (token.kind === 'user-defined' && isWhitespaceRun(token.text));
}

function isWhitespaceRun(text: string): boolean {
  return /^(?:\n+|▁+|\t+)$/.test(text);
}
