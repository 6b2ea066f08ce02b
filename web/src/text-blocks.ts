/** A piece of a line; `strong` was written between two asterisks on each side. */
export interface Span {
  readonly text: string;
  readonly strong: boolean;
}

export type Block =
  | { readonly type: 'paragraph'; readonly lines: readonly (readonly Span[])[] }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Span[])[];
    };

const bullet = /^\s*[-*•–]\s+(.*)$/u;
const numbered = /^\s*(\d{1,3})[.)]\s+(.*)$/u;

/**
 * Splits an answer into paragraphs and lists. Everything else stays the text it is: an answer can never
 * become markup.
 */
export function parseBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let previousBlank = true;
  for (const line of text.split('\n')) {
    const last = blocks[blocks.length - 1];
    if (line.trim() === '') {
      previousBlank = true;
      continue;
    }
    const number = numbered.exec(line);
    const item = number?.[2] ?? bullet.exec(line)?.[1];
    const ordered = number !== null;
    if (item !== undefined) {
      if (last?.type === 'list' && last.ordered === ordered) {
        blocks[blocks.length - 1] = { ...last, items: [...last.items, parseSpans(item)] };
      } else {
        blocks.push({ type: 'list', ordered, start: Number(number?.[1] ?? 1), items: [parseSpans(item)] });
      }
    } else if (last?.type === 'paragraph' && !previousBlank) {
      blocks[blocks.length - 1] = { ...last, lines: [...last.lines, parseSpans(line)] };
    } else {
      blocks.push({ type: 'paragraph', lines: [parseSpans(line)] });
    }
    previousBlank = false;
  }
  return blocks;
}

function parseSpans(line: string): Span[] {
  return line
    .split(/\*\*([^*]+)\*\*/u)
    .map((text, index) => ({ text, strong: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
