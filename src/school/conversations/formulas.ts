import temml from 'temml';

/** A formula in a text, and its MathML. */
export interface Formula {
  /** As it is in the text, with its signs. */
  readonly source: string;
  readonly tex: string;
  /** On a line of its own. */
  readonly display: boolean;
  readonly mathml: string;
}

// $…$ as pandoc reads it: no space inside at the ends, no digit after (so that "5$ and 6$" is money).
const pattern =
  /\$\$([^$]{1,2000}?)\$\$|\\\[([\s\S]{1,2000}?)\\\]|\\\(([^\n]{1,1000}?)\\\)|(?<![\\$])\$(?!\s)([^$\n]{1,1000}?)(?<![\s\\])\$(?![\d$])/gu;
const codePattern = /```[\s\S]*?(?:```|$)|`[^`\n]*`/gu;
const mostFormulas = 100;
const rendered = new Map<string, string | null>();
const mostRemembered = 500;

/** The formulas of a text that can be read, in order, each source once. Code is left alone. */
export function findFormulas(text: string): Formula[] {
  const found = new Map<string, Formula>();
  // Code keeps its length, so that a sign in it neither opens nor closes a formula.
  const readable = text.replace(codePattern, (code) => ' '.repeat(code.length));
  for (const match of readable.matchAll(pattern)) {
    const [source, block, bracket, paren, inline] = match;
    if (found.has(source) || found.size >= mostFormulas) continue;
    const tex = (block ?? bracket ?? paren ?? inline ?? '').trim();
    const display = block !== undefined || bracket !== undefined;
    const mathml = tex === '' ? null : renderFormula(tex, display);
    if (mathml !== null) found.set(source, { source, tex, display, mathml });
  }
  return [...found.values()];
}

/**
 * MathML of a formula; null when it is not TeX that can be read. Nothing that is in a formula becomes markup,
 * a link or a style of another kind: `trust` is off and expansions are bounded.
 */
export function renderFormula(tex: string, display: boolean): string | null {
  const key = `${display ? 'block' : 'inline'} ${tex}`;
  const known = rendered.get(key);
  if (known !== undefined) return known;
  const mathml = render(tex, display);
  if (rendered.size >= mostRemembered) rendered.delete(rendered.keys().next().value ?? '');
  rendered.set(key, mathml);
  return mathml;
}

function render(tex: string, display: boolean): string | null {
  try {
    return temml.renderToString(tex, {
      displayMode: display,
      throwOnError: true,
      trust: false,
      strict: false,
      maxExpand: 200,
      maxSize: [50, 50],
    });
  } catch {
    // Temml throws its ParseError, or a TypeError on some broken input: the page shows the source then.
    return null;
  }
}
