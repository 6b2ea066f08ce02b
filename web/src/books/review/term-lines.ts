interface Term {
  readonly term: string;
  readonly definition: string;
}

/** Terms as lines that can be typed: `истилоҳ: шарҳ`. */
export function writeTerms(terms: readonly Term[]): string {
  return terms.map(({ term, definition }) => `${term}: ${definition}`).join('\n');
}

/** The terms of such lines; a line without a colon is none. */
export function readTerms(lines: string): Term[] {
  return lines.split('\n').flatMap((line) => {
    const [, term = '', definition = ''] = /^([^:]+):(.+)$/u.exec(line) ?? [];
    return term.trim() === '' || definition.trim() === ''
      ? []
      : [{ term: term.trim(), definition: definition.trim() }];
  });
}
