import { plainText } from './inline.ts';
import { type Block, type List, parseBlocks } from './text-blocks.ts';

/** An answer as it would be read aloud: its words without marking, code left out. */
export function wordsOf(text: string): string {
  return blocksText(parseBlocks(text));
}

/** A text without the marks that name its sources: [1] is not read aloud. Other brackets are the text's own. */
export function withoutMarks(text: string, numbers: readonly number[]): string {
  return text.replace(/\s?\[(\d{1,3})\]/gu, (mark, number: string) =>
    numbers.includes(Number(number)) ? '' : mark,
  );
}

function blocksText(blocks: readonly Block[]): string {
  return blocks
    .map(blockText)
    .filter((part) => part !== '')
    .join('\n');
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return block.lines.map(plainText).join('\n');
    case 'heading':
      return plainText(block.content);
    case 'quote':
      return blocksText(block.blocks);
    case 'table':
      return [block.header, ...block.rows].map((row) => row.map(plainText).join(', ')).join('\n');
    case 'formula':
      return block.tex;
    case 'list':
      return listText(block);
    default:
      return '';
  }
}

function listText(list: List): string {
  return list.items
    .map((item) => [plainText(item.content), ...item.lists.map(listText)].join('\n'))
    .join('\n');
}
