/** Reads server-sent events out of text that arrives in arbitrary pieces; returns the `data` of each. */
export class EventStreamParser {
  #rest = '';

  push(piece: string): string[] {
    const blocks = (this.#rest + piece).replace(/\r\n/gu, '\n').split('\n\n');
    this.#rest = blocks.pop() ?? '';
    return blocks.map(dataOf).filter((data) => data !== '');
  }
}

function dataOf(block: string): string {
  return block
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length).replace(/^ /u, ''))
    .join('\n');
}
