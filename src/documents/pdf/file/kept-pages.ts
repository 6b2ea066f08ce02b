import { closeSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { fromSystemError } from '../../../core/errors.ts';
import { readableJson } from '../../../core/schema.ts';
import type { PdfItem, PdfPage } from './items.ts';

const itemSchema = z.strictObject({
  text: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  font: z.string(),
});
const drawingSchema = z.strictObject({ x: z.number(), end: z.number(), top: z.number(), bottom: z.number() });
const lineSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('opened'), pages: z.int(), title: z.string() }),
  z.strictObject({
    type: z.literal('page'),
    page: z.strictObject({
      number: z.int(),
      width: z.number(),
      height: z.number(),
      items: z.array(itemSchema),
      turned: z.array(itemSchema),
      isPicture: z.boolean(),
      drawings: z.array(drawingSchema),
    }),
  }),
  z.strictObject({ type: z.literal('failed'), number: z.int() }),
  z.strictObject({
    type: z.literal('recognised'),
    number: z.int(),
    items: z.array(itemSchema),
    confidence: z.number(),
  }),
]);
type Line = z.output<typeof lineSchema>;

/** What text recognition found on a page. */
export interface KeptRecognition {
  readonly items: readonly PdfItem[];
  readonly confidence: number;
}

/**
 * Pages of one PDF that were read already, in a file (JSON lines): a reading that was killed continues behind the last of
 * them. A line that was cut off in writing is left out.
 */
export class KeptPages {
  /** How many pages the file has; 0 before it was opened. */
  total = 0;
  title = '';
  readonly pages: PdfPage[] = [];
  readonly failed: number[] = [];
  readonly #recognised = new Map<number, KeptRecognition>();
  readonly #file: number;

  /** @throws MachineError when the file cannot be read or written. */
  constructor(path: string) {
    try {
      this.#file = openSync(path, 'a+', 0o600);
      const text = readFileSync(path, 'utf8');
      const whole = this.#take(text);
      if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
    } catch (error) {
      throw fromSystemError(error, path);
    }
  }

  /** The page behind the last one that is kept. */
  get next(): number {
    return this.pages.length + this.failed.length + 1;
  }

  open(pages: number, title: string): void {
    if (this.total > 0) return;
    [this.total, this.title] = [pages, title];
    this.#write({ type: 'opened', pages, title });
  }

  keepPage(page: PdfPage): void {
    if (page.number !== this.next) return;
    this.pages.push(page);
    const { items, turned, drawings, ...rest } = page;
    const lists = { items: [...items], turned: [...turned], drawings: [...drawings] };
    this.#write({ type: 'page', page: { ...rest, ...lists } });
  }

  keepFailed(number: number): void {
    if (number !== this.next) return;
    this.failed.push(number);
    this.#write({ type: 'failed', number });
  }

  recognised(page: number): KeptRecognition | undefined {
    return this.#recognised.get(page);
  }

  keepRecognised(number: number, { items, confidence }: KeptRecognition): void {
    this.#recognised.set(number, { items, confidence });
    this.#write({ type: 'recognised', number, items: [...items], confidence });
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(line: Line): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  /** Takes the lines up to the first that is none, and returns them. */
  #take(text: string): string {
    let taken = 0;
    for (const match of text.matchAll(/[^\n]*\n/gu)) {
      const line = readableJson(lineSchema, match[0]);
      if (line === undefined) break;
      taken += match[0].length;
      if (line.type === 'opened') [this.total, this.title] = [line.pages, line.title];
      else if (line.type === 'page' && line.page.number === this.next) this.pages.push(line.page);
      else if (line.type === 'failed' && line.number === this.next) this.failed.push(line.number);
      else if (line.type === 'recognised') this.#recognised.set(line.number, line);
    }
    return text.slice(0, taken);
  }
}
