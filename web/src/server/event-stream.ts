export interface ServerEvent {
  /** `message` when the server named none. */
  readonly name: string;
  readonly data: string;
  readonly id: string | undefined;
}

/** Reads server-sent events out of text that arrives in arbitrary pieces; comments are passed over. */
export class EventStreamParser {
  #rest = '';

  push(piece: string): ServerEvent[] {
    const text = this.#rest + piece;
    // The second half of a line end may still be on its way.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const blocks = whole.replace(/\r\n/gu, '\n').split('\n\n');
    this.#rest = (blocks.pop() ?? '') + text.slice(whole.length);
    return blocks.map(eventOf).filter(({ data }) => data !== '');
  }
}

function eventOf(block: string): ServerEvent {
  const lines = block.split('\n');
  const field = (name: string) =>
    lines
      .filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).replace(/^ /u, ''));
  return { name: field('event')[0] ?? 'message', data: field('data').join('\n'), id: field('id')[0] };
}
