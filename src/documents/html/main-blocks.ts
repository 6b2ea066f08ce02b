import type { Block } from './blocks.ts';

const longCharacters = 80;
const shortCharacters = 40;
const linkedShare = 0.4;
/** How many short blocks may stand between two good ones and still belong to the text. */
const widestGap = 12;

/**
 * The blocks that make up the text of a page, by length, links and neighbours (after jusText, Pomikálek
 * 2011): long ones with few links are text; short ones are, when they stand between long ones; headings
 * are, when text follows. Parts made for finding one's way are not.
 */
export function mainBlocks(blocks: readonly Block[]): Block[] {
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

/** The headings right above a text belong to it. */
function keepHeadings(blocks: readonly Block[], keep: boolean[], index: number): void {
  for (let above = index - 1; above >= 0 && above >= index - 3; above -= 1) {
    const block = blocks[above];
    if (block?.kind !== 'heading' || block.isBoilerplate) return;
    keep[above] = true;
  }
}
