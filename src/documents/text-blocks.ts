/** A separate piece of a document. */
export interface TextBlock {
  readonly text: string;
  readonly kind: 'paragraph' | 'heading' | 'item' | 'row' | 'preformatted' | 'note';
}

const close = new Set<TextBlock['kind']>(['item', 'row', 'note']);

/** Blocks as text: paragraphs apart by a blank line; list items, rows of a table and notes by a line end. */
export function textOfBlocks(blocks: readonly TextBlock[]): string {
  let text = '';
  for (const [index, { kind, text: own }] of blocks.entries()) {
    const isClose = close.has(kind) && blocks[index - 1]?.kind === kind;
    text += `${index === 0 ? '' : isClose ? '\n' : '\n\n'}${own}`;
  }
  return text;
}
