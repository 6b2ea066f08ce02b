import type { RawItem } from './items.ts';

/** What pdf.js gives where a marked part of the page begins or ends. */
export interface Mark {
  readonly type: string;
  /** Names the part in the structure of the document; null when it has no number there. */
  readonly id?: string | null;
  /** `/ActualText` of the part's own properties. */
  readonly actualText?: string;
}

/** A node of pdf.js's structure tree. */
export interface StructureNode {
  readonly id?: string;
  readonly children?: readonly StructureNode[];
  readonly actualText?: string;
}

/** Language codes between escapes, as text strings of PDF may hold them, and control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: what is searched for.
const noText = /\u001B[^\u001B]*\u001B|[\u0000-\u0008\u000E-\u001F\u007F]/g;
const hyphen = /^[-\u2010\u2011]\s*$/;
/** Stands for a hyphen that is to be left out, so that what is drawn on both sides of it is one word. */
const softHyphen = '\u00AD';
const visible = /[^\s\u00AD\u200B\uFFFD]/u;

/**
 * The text of a page, with the replacement where the author of the file gives one: `/ActualText` says which letters a
 * ligature, a hyphenated word or a drawn initial stands for. `/Alt` describes a picture and is no text.
 */
export function withActualText(items: readonly (RawItem | Mark)[], structure?: StructureNode): RawItem[] {
  const replacements = replacementsOf(structure);
  const read: RawItem[] = [];
  const used = new Set<string>();
  /** For each part that is open, what replaces it. */
  const open: (Replacement | undefined)[] = [];
  let replaced: RawItem[] = [];
  for (const item of items) {
    if ('str' in item) {
      if (open.some((each) => each)) replaced.push(item);
      else read.push(item);
    } else if (item.type === 'endMarkedContent') {
      const closed = open.pop();
      if (!closed || open.some((each) => each)) continue;
      read.push(...textInstead(replaced, closed.text, used.has(closed.key)));
      if (replaced.some(({ str }) => str.trim() !== '')) used.add(closed.key);
      replaced = [];
    } else {
      const text = item.actualText;
      const own = text === undefined ? undefined : { key: `own ${open.length} ${read.length}`, text };
      open.push(own ?? (item.id ? replacements.get(item.id) : undefined));
    }
  }
  return [...read, ...replaced];
}

interface Replacement {
  /** The same for all parts that one text replaces. */
  readonly key: string;
  readonly text: string;
}

/** The text that replaces each part of the page, by the part's id: that of the outermost node which has one. */
function replacementsOf(structure: StructureNode | undefined): Map<string, Replacement> {
  const found = new Map<string, Replacement>();
  const visit = (node: StructureNode, outer: Replacement | undefined, path: string) => {
    const own = node.actualText;
    const replacement = outer ?? (own === undefined ? undefined : { key: path, text: own });
    if (node.id !== undefined && replacement) found.set(node.id, replacement);
    for (const [index, child] of (node.children ?? []).entries())
      visit(child, replacement, `${path}.${index}`);
  };
  if (structure) visit(structure, undefined, 'structure');
  return found;
}

/**
 * One piece of text instead of those that a part draws, where the first of them stands. Text that shows nothing
 * does not replace letters, and what is not drawn as text has no place.
 */
function textInstead(drawn: readonly RawItem[], actualText: string, isSaid: boolean): RawItem[] {
  const first = drawn.find(({ str }) => str.trim() !== '');
  const text = actualText.replace(noText, '').replace(/\s+/g, ' ');
  if (!first) return [...drawn];
  if (!visible.test(text) && (/[\p{L}\p{N}]/u.test(first.str) || text.includes('\uFFFD'))) return [...drawn];
  if (isSaid || (text === '' && !hyphen.test(first.str))) return [];
  const shown = text || softHyphen;
  return [{ ...first, ...extentOf(first, drawn), str: shown, fontName: `${first.fontName} /ActualText` }];
}

/** From where to where the pieces on the line of the first reach. */
function extentOf(first: RawItem, drawn: readonly RawItem[]): Pick<RawItem, 'transform' | 'width'> {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = first.transform;
  const size = Math.hypot(a, b) || 1;
  const [x, y] = [a / size, b / size];
  let [from, to] = [0, first.width];
  for (const { transform, width, str } of drawn) {
    const [right, up] = [(transform[4] ?? 0) - e, (transform[5] ?? 0) - f];
    if (str.trim() === '' || Math.abs(up * x - right * y) > 0.5 * Math.hypot(c, d)) continue;
    const start = right * x + up * y;
    from = Math.min(from, start);
    to = Math.max(to, start + width);
  }
  return { transform: [a, b, c, d, e + from * x, f + from * y], width: to - from };
}
