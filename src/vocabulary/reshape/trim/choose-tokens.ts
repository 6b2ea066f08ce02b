import { at } from '../../../core/known.ts';
import type { TokenizerFile } from '../../tokenizer/tokenizer-file.ts';
import type { VocabularyToken } from '../../tokenizer/vocabulary-token.ts';
import { createDerivations } from './derivation.ts';
import { createScriptOf, noLetters, otherScripts } from './token-script.ts';
import type { TrimSettings } from './trim-settings.ts';

/** What a trim keeps. */
export interface Kept {
  /** Ids of the kept tokens, ascending. */
  readonly ids: number[];
  /** Ordinary tokens by script: how many there were, how many are kept. */
  readonly scripts: Readonly<Record<string, { readonly of: number; readonly kept: number }>>;
}

/** How often each token is used. */
export interface TokenUses {
  /** In the corpus and the protected texts, by id. */
  readonly all: Float64Array;
  /** In the protected texts alone. */
  readonly protectedTexts: Float64Array;
}

const unused = /^<unused(\d+)>$/;

/**
 * Chooses the tokens that a trim keeps, closed under merges: with a token come all that byte-pair
 * encoding makes on the way to it, so the same merges still reach it (those that are left happen in
 * the same order). Tokens that no text gives are left out.
 */
export function chooseTokens(
  file: TokenizerFile,
  tokens: readonly VocabularyToken[],
  trim: TrimSettings,
  uses: TokenUses,
): Kept {
  const texts = tokens.map(({ text }) => text);
  const derivations = createDerivations(file, texts);
  const kept = new Uint8Array(tokens.length);
  const byScript = groupByScript(tokens, trim);

  const keep = (id: number) => {
    for (const step of derivations.of(id) ?? []) kept[step] = 1;
  };
  for (const [id, token] of tokens.entries()) {
    const reserved = unused.exec(token.text)?.[1];
    if (token.kind === 'normal') {
      if ((uses.protectedTexts[id] ?? 0) > 0) keep(id);
    } else if (reserved === undefined || Number(reserved) < trim.reserved) kept[id] = 1;
  }
  for (const [script, ids] of byScript) {
    const share = trim.scripts[script];
    if (share === undefined) continue;
    // Without its letters a script would be spelt in bytes.
    if (script !== noLetters && script !== otherScripts) {
      for (const id of ids) if (isCharacter(at(texts, id))) kept[id] = 1;
    }
    if (share === 'all') ids.forEach(keep);
    else {
      ids.slice(0, share.rank).forEach(keep);
      mostUsed(ids.slice(share.rank), uses.all, share.used).forEach(keep);
    }
  }
  return {
    ids: [...tokens.keys()].filter((id) => kept[id] === 1),
    scripts: Object.fromEntries(
      [...byScript].map(([script, ids]) => [
        script,
        { of: ids.length, kept: ids.filter((id) => kept[id] === 1).length },
      ]),
    ),
  };
}

function groupByScript(tokens: readonly VocabularyToken[], trim: TrimSettings): Map<string, number[]> {
  const names = Object.keys(trim.scripts).filter((name) => name !== noLetters && name !== otherScripts);
  const scriptOf = createScriptOf(names);
  const groups = new Map<string, number[]>();
  for (const [id, { text, kind }] of tokens.entries()) {
    if (kind !== 'normal') continue;
    const script = scriptOf(text);
    const group = groups.get(script);
    if (group) group.push(id);
    else groups.set(script, [id]);
  }
  return groups;
}

/** Most used first, the smaller id among equals; never one that is not used at all. */
function mostUsed(ids: readonly number[], uses: Float64Array, count: number): number[] {
  const usesOf = (id: number) => uses[id] ?? 0;
  return ids
    .filter((id) => usesOf(id) > 0)
    .sort((one, other) => usesOf(other) - usesOf(one) || one - other)
    .slice(0, count);
}

function isCharacter(text: string): boolean {
  return text.length <= 2 && [...text].length === 1;
}
