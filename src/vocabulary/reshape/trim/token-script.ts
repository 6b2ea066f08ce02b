/** Scripts of one token's letters: a name of Unicode's property Script, or one of these two. */
export const noLetters = 'symbols';
export const otherScripts = 'other';

/** Says which of the given scripts a token's text is of. */
export type ScriptOf = (text: string) => string;

/** Whether Unicode knows a script of this name (Cyrillic, Latin, Arabic, …). */
export function isScriptName(name: string): boolean {
  try {
    scriptPattern(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Sorts tokens by script: one of `names` when all letters are of it, {@link noLetters} without any,
 * else {@link otherScripts}.
 */
export function createScriptOf(names: readonly string[]): ScriptOf {
  const patterns = names.map((name) => [name, scriptPattern(name)] as const);
  return (text) => {
    if (!/\p{L}/u.test(text)) return noLetters;
    return patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? otherScripts;
  };
}

function scriptPattern(name: string): RegExp {
  return new RegExp(`^(?:\\p{Script=${name}}|\\P{L})+$`, 'u');
}
