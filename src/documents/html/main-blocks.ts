import type { Block } from './blocks.ts';

const longCharacters = 80;
const shortCharacters = 40;
const linkedShare = 0.4;
/** How many short blocks may stand between two good ones and still belong to the text. */
const widestGap = 30;
/** Share of the text that must lie in what a page marks as its content for the rest to be left out. */
const trustedShare = 0.85;
/** How far above a text its heading may stand, with short lines (a date, a name) between. */
const furthestHeading = 6;

/**
 * The blocks that make up the text of a page, by length, links and neighbours (after jusText, Pomikálek
 * 2011): long ones with few links are text; short ones are, when they stand between long ones; headings
 * are, when text follows. Parts made for finding one's way are not.
 */
export function mainBlocks(all: readonly Block[]): Block[] {
  const texts = all.filter(isText);
  const marked = texts.filter(({ isMarked }) => isMarked);
  // What a page marks as its content is it, unless much of the text lies elsewhere.
  const isTrusted = lengthOf(marked) >= trustedShare * lengthOf(texts);
  const blocks = isTrusted ? all.filter(({ isMarked }) => isMarked) : all;
  const isGood = blocks.map(isText);
  const keep = [...isGood];
  let last = -1;
  for (const [index, good] of isGood.entries()) {
    if (!good) continue;
    const isNear = last !== -1 && index - last <= widestGap + 1;
    for (let between = Math.max(last, 0); isNear && between < index; between += 1) {
      const block = blocks[between];
      keep[between] = block !== undefined && mayStandBetween(block);
    }
    keepHeadings(blocks, keep, index);
    last = index;
  }
  return blocks.filter((_, index) => keep[index]);
}

/** The blocks outside links and menus. */
export function plainBlocks(all: readonly Block[]): Block[] {
  return all.filter(({ isBoilerplate, linkShare }) => !isBoilerplate && linkShare <= linkedShare);
}

/** Characters of all blocks together. */
export function lengthOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0);
}

/** Leaves out what stands behind the last real text: headings without a text, tables and lines of links. */
export function withoutTail(blocks: readonly Block[]): readonly Block[] {
  let isLinkTable = false;
  const end = blocks.findLastIndex(({ kind, linkShare }) => {
    isLinkTable = kind === 'row' && (linkShare > 0 || isLinkTable);
    return kind !== 'heading' && linkShare === 0 && !isLinkTable;
  });
  return blocks.slice(0, end + 1);
}

function isText({ text, linkShare, isBoilerplate, kind }: Block): boolean {
  if (isBoilerplate || linkShare > linkedShare || kind === 'heading') return false;
  if (kind === 'row') return false;
  if (text.length >= longCharacters) return true;
  return text.length >= shortCharacters && /[.!?…:;»"]$/.test(text);
}

function mayStandBetween({ linkShare, isBoilerplate, text }: Block): boolean {
  return !isBoilerplate && (linkShare <= linkedShare || text.length < 2) && linkShare < 0.8;
}

/** The headings above a text belong to it, with the short lines between. */
function keepHeadings(blocks: readonly Block[], keep: boolean[], index: number): void {
  let highest = index;
  for (let above = index - 1; above >= 0 && above >= index - furthestHeading; above -= 1) {
    const block = blocks[above];
    if (!block || block.isBoilerplate || block.linkShare > 0 || keep[above]) break;
    if (block.kind === 'heading') highest = above;
  }
  keep.fill(true, highest, index);
}
