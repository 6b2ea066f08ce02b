import { rowText } from '../table-cells.ts';
import type { TextBlock } from '../text-blocks.ts';

/** As much of a DOM node as reading its text needs. */
export interface PageNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<PageNode>;
  getAttribute?(name: string): string | null;
}

/** A piece of a page that stands by itself: a paragraph, a heading, a list item, a row of a table. */
export interface Block extends TextBlock {
  /** Share of the letters that lie in links, 0–1. */
  readonly linkShare: number;
  /** Lies in a part that pages use for finding one's way: nav, footer, menus, buttons. */
  readonly isBoilerplate: boolean;
}

const textNode = 3;
const elementNode = 1;
const silent = new Set(
  (
    'SCRIPT STYLE NOSCRIPT TEMPLATE HEAD SVG IFRAME OBJECT SELECT OPTION BUTTON TEXTAREA INPUT CANVAS AUDIO ' +
    'VIDEO MAP DATALIST DIALOG'
  ).split(' '),
);
const headings = new Set('H1 H2 H3 H4 H5 H6'.split(' '));
const breaking = new Set(
  (
    'P DIV SECTION ARTICLE HEADER FOOTER MAIN ASIDE NAV UL OL DL TABLE THEAD TBODY TFOOT BLOCKQUOTE FIGURE ' +
    'FORM HR ADDRESS FIELDSET DETAILS SUMMARY CENTER HGROUP FIGCAPTION CAPTION LEGEND BODY HTML'
  ).split(' '),
);
const items = new Set('LI DT DD'.split(' '));
const guidingTags = new Set('NAV FOOTER ASIDE'.split(' '));
const guidingRoles = /^(navigation|banner|contentinfo|search|complementary|menu|menubar|toolbar)$/;
const guidingNames =
  /(^|[\s_-])(nav(bar|igation)?|menu|breadcrumbs?|footer|sidebar|share|social|cookies?|pager|pagination|copyright|login|modal|popup)(?=$|[\s_-])/i;

interface Context {
  readonly kind: Block['kind'];
  readonly isLink: boolean;
  readonly isBoilerplate: boolean;
}

/** The blocks of a page (or a part of it) in order. */
export function blocksOf(root: PageNode): Block[] {
  const writer = new BlockWriter();
  visit(root, { kind: 'paragraph', isLink: false, isBoilerplate: false }, writer);
  writer.end();
  return writer.blocks;
}

class BlockWriter {
  readonly blocks: Block[] = [];
  #text = '';
  #linked = 0;
  #context: Context | undefined;

  add(text: string, context: Context): void {
    if (text.trim() === '') {
      if (this.#text !== '') this.#text += ' ';
      return;
    }
    this.#context ??= context;
    this.#text += text;
    if (context.isLink) this.#linked += text.trim().length;
  }

  lineEnd(): void {
    this.#text += '\n';
  }

  /** Ends the block that is being written. */
  end(): void {
    const context = this.#context;
    const isKept = context?.kind === 'preformatted';
    const text = isKept
      ? this.#text.replace(/^\n+|\s+$/g, '')
      : this.#text
          .replace(/[^\S\n]+/g, ' ')
          .replace(/ ?\n ?/g, '\n')
          .replace(/\n{3,}/g, '\n\n')
          .trim();
    if (context && text !== '') {
      const linkShare = Math.min(1, this.#linked / text.length);
      this.blocks.push({ text, kind: context.kind, linkShare, isBoilerplate: context.isBoilerplate });
    }
    this.#text = '';
    this.#linked = 0;
    this.#context = undefined;
  }
}

function visit(node: PageNode, context: Context, writer: BlockWriter): void {
  if (node.nodeType === textNode) {
    const text = node.textContent ?? '';
    writer.add(context.kind === 'preformatted' ? text : text.replace(/\s+/g, ' '), context);
    return;
  }
  const name = node.nodeName.toUpperCase();
  if (node.nodeType !== elementNode || silent.has(name) || isHidden(node)) return;
  if (name === 'BR') {
    writer.lineEnd();
    return;
  }
  const inner = innerContext(node, name, context);
  if (name === 'TR' && writeRow(node, inner, writer)) return;
  const isBreaking = breaking.has(name) || items.has(name) || headings.has(name) || isRowPart(name);
  if (isBreaking) writer.end();
  for (const child of node.childNodes) visit(child, inner, writer);
  if (isBreaking) writer.end();
}

function isRowPart(name: string): boolean {
  return name === 'PRE' || name === 'TR' || name === 'TD' || name === 'TH';
}

function innerContext(node: PageNode, name: string, context: Context): Context {
  const kind = headings.has(name)
    ? 'heading'
    : items.has(name)
      ? 'item'
      : name === 'PRE'
        ? 'preformatted'
        : context.kind;
  return {
    kind,
    isLink: context.isLink || name === 'A',
    isBoilerplate: context.isBoilerplate || isGuiding(node, name),
  };
}

function isGuiding(node: PageNode, name: string): boolean {
  if (guidingTags.has(name) || guidingRoles.test(node.getAttribute?.('role') ?? '')) return true;
  if (name === 'BODY' || name === 'MAIN' || name === 'ARTICLE') return false;
  return guidingNames.test(`${node.getAttribute?.('class') ?? ''} ${node.getAttribute?.('id') ?? ''}`);
}

function isHidden(node: PageNode): boolean {
  if (!node.getAttribute) return false;
  return (
    node.getAttribute('hidden') !== null ||
    node.getAttribute('aria-hidden') === 'true' ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(node.getAttribute('style') ?? '')
  );
}

/** Writes a row as one block; false when its cells hold whole paragraphs, as in pages laid out by tables. */
function writeRow(row: PageNode, context: Context, writer: BlockWriter): boolean {
  const cells: Block[][] = [];
  for (const cell of row.childNodes) {
    const name = cell.nodeName.toUpperCase();
    if (cell.nodeType !== elementNode || (name !== 'TD' && name !== 'TH')) continue;
    const cellWriter = new BlockWriter();
    for (const child of cell.childNodes) visit(child, context, cellWriter);
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
  writer.blocks.push({ text, kind: 'row', linkShare: Math.min(1, linked / text.length), isBoilerplate });
  return true;
}
