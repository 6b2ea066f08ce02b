import { parseDocument } from 'htmlparser2';
import { formulaText } from '../formulas/formula.ts';
import { formulaNode } from '../formulas/formula-node.ts';
import { type Script, ScriptedText } from '../formulas/scripts.ts';
import { rowText } from '../table-cells.ts';
import type { TextBlock } from '../text-blocks.ts';
import { isElement, type PageElement, type PageNode } from './page-node.ts';
import {
  type ContainerKind,
  containerKind,
  isGuidingPart,
  isNamedBeside,
  isNamedGuiding,
} from './part-names.ts';
import { rubyText } from './ruby.ts';

/** A separate piece of a page: a paragraph, a heading, a list item, a row of a table. */
export interface Block extends TextBlock {
  /** Share of the letters that lie in links, 0–1. */
  readonly linkShare: number;
  /** Lies in a part that pages use for finding one's way: nav, footer, menus, buttons. */
  readonly isBoilerplate: boolean;
  /** The numbers of the elements around it that a page may mean as its content (see {@link Page}). */
  readonly containers: readonly number[];
}

const silent = new Set(
  (
    'script style noscript template head svg iframe object select option button textarea input canvas audio ' +
    'video map datalist dialog'
  ).split(' '),
);
const headings = new Set('h1 h2 h3 h4 h5 h6'.split(' '));
const breaking = new Set(
  (
    'p div section article header footer main aside nav ul ol dl table thead tbody tfoot blockquote figure ' +
    'form hr address fieldset details summary center hgroup figcaption caption legend body html pre tr td th'
  ).split(' '),
);
const items = new Set('li dt dd'.split(' '));
/** A wrapper called `content-with-sidebar` holds more of the page than any sidebar. */
const mostGuiding = 0.4;

interface Context {
  readonly kind: Block['kind'];
  readonly isLink: boolean;
  readonly isBoilerplate: boolean;
  readonly containers: readonly number[];
  readonly script: Script | undefined;
}

const outside: Context = {
  kind: 'paragraph',
  isLink: false,
  isBoilerplate: false,
  containers: [],
  script: undefined,
};

/** A parsed page: what it calls itself, and its blocks in order. */
export interface Page {
  readonly title: string;
  readonly blocks: Block[];
  /** Elements that say that they hold the content, by their numbers. */
  readonly containers: readonly ContainerKind[];
}

interface PageOptions {
  /** Whether elements named as what is beside an article are taken for that; else only menus and the like. */
  readonly knowsBeside?: boolean;
}

/** Parses HTML (or XHTML) as leniently as browsers do. */
export function parsePage(html: string, { knowsBeside = true }: PageOptions = {}): Page {
  const { children } = parseDocument(html, { recognizeSelfClosing: true });
  const writer = new BlockWriter();
  if (knowsBeside) writer.measure(children);
  for (const child of children) visit(child, outside, writer);
  writer.end();
  return { title: titleOf(children), blocks: writer.blocks, containers: writer.containers };
}

function titleOf(nodes: readonly PageNode[]): string {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    if (node.name === 'title') {
      const text = node.children.map((child) => ('data' in child ? child.data : '')).join('');
      return text.replace(/\s+/g, ' ').trim();
    }
    if (node.name === 'html' || node.name === 'head') {
      const title = titleOf(node.children);
      if (title !== '') return title;
    }
  }
  return '';
}

class BlockWriter {
  readonly blocks: Block[] = [];
  readonly containers: ContainerKind[];
  #text = new ScriptedText();
  #linked = 0;
  #context: Context | undefined;

  /** Characters of the text in each element that its name calls no content, and in the whole page. */
  #lengths = new Map<PageElement, number>();
  #pageLength = 0;

  /** Measures a page before it is read. */
  measure(nodes: readonly PageNode[]): void {
    this.#pageLength = this.#lengthOf(nodes);
  }

  /** Whether an element's name says that it is beside the article, and it was measured and does not hold the page. */
  isBeside(element: PageElement): boolean {
    return this.#lengths.has(element) && !this.holdsPage(element);
  }

  /** Whether an element that its name calls no content holds so much of the page that the name means something else. */
  holdsPage(element: PageElement): boolean {
    return (this.#lengths.get(element) ?? 0) > mostGuiding * this.#pageLength;
  }

  #lengthOf(nodes: readonly PageNode[]): number {
    let sum = 0;
    for (const node of nodes) {
      if (!isElement(node)) sum += node.type === 'text' ? node.data.trim().length : 0;
      else if (!silent.has(node.name)) {
        const own = this.#lengthOf(node.children);
        if (isNamedGuiding(node) || isNamedBeside(node)) this.#lengths.set(node, own);
        sum += own;
      }
    }
    return sum;
  }

  /** @param containers where the numbers of containers are given out; shared with writers inside. */
  constructor(containers: ContainerKind[] = []) {
    this.containers = containers;
  }

  add(text: string, context: Context): void {
    if (text.trim() === '') {
      if (this.#context) this.#text.add(' ', context.script);
      return;
    }
    this.#context ??= context;
    // The number of a note, which links to it, is no exponent.
    const isNote = context.script === 'superscript' && context.isLink;
    if (isNote) this.#text.add(/^\s*\d+\s*$/.test(text) ? `[${text.trim()}]` : text);
    else this.#text.add(text, context.script);
    if (context.isLink) this.#linked += text.trim().length;
  }

  formula(text: string, context: Context): void {
    this.#context ??= context;
    this.#text.addFormula(text);
  }

  lineEnd(): void {
    if (this.#context) this.#text.add('\n');
  }

  /** Ends the block that is being written. */
  end(): void {
    const context = this.#context;
    const isKept = context?.kind === 'preformatted';
    const written = this.#text.text;
    const text = isKept
      ? written.replace(/^\n+|\s+$/g, '')
      : written
          .replace(/[^\S\n]+/g, ' ')
          .replace(/ ?\n ?/g, '\n')
          .replace(/\n{3,}/g, '\n\n')
          .trim();
    if (context && text !== '') {
      const linkShare = Math.min(1, this.#linked / text.length);
      const { kind, isBoilerplate, containers } = context;
      this.blocks.push({ text, kind, linkShare, isBoilerplate, containers });
    }
    this.#text = new ScriptedText();
    this.#linked = 0;
    this.#context = undefined;
  }
}

function visit(node: PageNode, context: Context, writer: BlockWriter): void {
  if (!isElement(node)) {
    if (node.type !== 'text') return;
    const { data } = node;
    writer.add(context.kind === 'preformatted' ? data : data.replace(/\s+/g, ' '), context);
    return;
  }
  const { name } = node;
  if (silent.has(name) || isHidden(node)) return;
  if (name === 'br') {
    writer.lineEnd();
    return;
  }
  const inner = innerContext(node, context, writer);
  if (name === 'math' || name.endsWith(':math')) {
    writer.formula(formulaText(formulaNode(node)), inner);
    return;
  }
  if (name === 'ruby') {
    writer.add(rubyText(node), inner);
    return;
  }
  if (name === 'tr' && writeRow(node, inner, writer)) return;
  const isBreaking = breaking.has(name) || items.has(name) || headings.has(name);
  if (isBreaking) writer.end();
  for (const child of node.children) visit(child, inner, writer);
  if (isBreaking) writer.end();
}

function innerContext(node: PageElement, context: Context, writer: BlockWriter): Context {
  const { name } = node;
  const kind = headings.has(name)
    ? 'heading'
    : items.has(name)
      ? 'item'
      : name === 'pre'
        ? 'preformatted'
        : context.kind;
  return {
    kind,
    isLink: context.isLink || name === 'a',
    isBoilerplate: context.isBoilerplate || isGuiding(node, writer),
    script: scriptOf(node) ?? context.script,
    containers: containersOf(node, context, writer.containers),
  };
}

function containersOf(node: PageElement, context: Context, containers: ContainerKind[]): readonly number[] {
  const kind = containerKind(node);
  if (!kind) return context.containers;
  containers.push(kind);
  return [...context.containers, containers.length - 1];
}

function scriptOf({ name, attribs }: PageElement): Script | undefined {
  if (name === 'sup') return 'superscript';
  if (name === 'sub') return 'subscript';
  const shift = attribs.style?.match(/vertical-align\s*:\s*(super|sub)\b/i)?.[1]?.toLowerCase();
  return shift === undefined ? undefined : shift === 'super' ? 'superscript' : 'subscript';
}

function isGuiding(element: PageElement, writer: BlockWriter): boolean {
  if (isGuidingPart(element)) return true;
  return isNamedGuiding(element) ? !writer.holdsPage(element) : writer.isBeside(element);
}

function isHidden({ attribs }: PageElement): boolean {
  return (
    attribs.hidden !== undefined ||
    attribs['aria-hidden'] === 'true' ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribs.style ?? '')
  );
}

/** Writes a row as one block; false when its cells hold whole paragraphs, as in pages laid out by tables. */
function writeRow(row: PageElement, context: Context, writer: BlockWriter): boolean {
  const cells: Block[][] = [];
  for (const cell of row.children) {
    if (!isElement(cell) || (cell.name !== 'td' && cell.name !== 'th')) continue;
    const cellWriter = new BlockWriter(writer.containers);
    for (const child of cell.children) visit(child, context, cellWriter);
    cellWriter.end();
    cells.push(cellWriter.blocks);
  }
  if (cells.some((cell) => cell.length > 2) || cells.length < 2) return false;
  writer.end();
  const text = rowText(cells.map((cell) => cell.map((block) => block.text).join(' ')));
  if (text === '') return true;
  const all = cells.flat();
  const linked = all.reduce((sum, block) => sum + block.linkShare * block.text.length, 0);
  const isBoilerplate = all.every((block) => block.isBoilerplate);
  const linkShare = Math.min(1, linked / text.length);
  writer.blocks.push({ text, kind: 'row', linkShare, isBoilerplate, containers: context.containers });
  return true;
}
