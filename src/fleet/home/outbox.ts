import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { sha256, sha256Schema } from '../../core/artefact/fingerprint.ts';
import { readableJson } from '../../core/schema.ts';
import { type Files, writeWhole } from '../files/files.ts';
import { StateFile } from '../files/state-file.ts';
import { hashOfItem, type Item, segmentContentSchema } from './item.ts';
import type { Post } from './post.ts';
import { parseReceipt, provenLines, type Receipt, receiptPath } from './receipt.ts';
import { type Epoch, epochSchema, receiptSecret, type SchoolKey } from './school-key.ts';
import type { Sealer } from './seal.ts';
import {
  isSameEpoch,
  noSegment,
  parseSegmentName,
  readSegment,
  segmentName,
  segmentPath,
  writeSegment,
} from './segment.ts';

const stateSchema = z.looseObject({
  format: z.literal('soro-outbox-1'),
  epoch: epochSchema,
  /** The sequence of the next segment. */
  next: z.int().min(1),
  previous: sha256Schema,
  /** The hub has everything up to this sequence. */
  acknowledged: z.int().min(0),
  /** What was sealed in this epoch: key → hash of the item. */
  sealed: z.record(z.string(), sha256Schema),
  /** Keys that were taken back, in any epoch: never sent again, whatever a restored backup holds. */
  erased: z.array(z.string()),
});

type OutboxState = z.output<typeof stateSchema>;

/** How far the outbox has come, told inside the school's database: what was restored does not agree with the other. */
interface Mark {
  read(): Promise<string | undefined>;
  write(mark: string): Promise<void>;
}

const markSchema = z.strictObject({ epoch: epochSchema, sequence: z.int().min(0) });

interface OutboxOptions {
  readonly files: Files;
  /** `fleet/home` of the school's data. */
  readonly root: string;
  readonly key: SchoolKey;
  readonly sealer: Sealer;
  readonly mark: Mark;
}

/** A segment of items holds about so many bytes before it is sealed. */
const segmentBytes = 500_000;

/**
 * What a school sends home, as a chain of sealed and signed segments. A segment lies on the disk before anything says so;
 * where the disk, the database and the hub do not agree about the chain (a backup was restored, the power failed between
 * two writes, bits have flipped), a new epoch begins and everything is sent again: the hub knows items by their keys.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #state: StateFile<typeof stateSchema>;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#state = new StateFile(options.files, `${options.root}/outbox`, stateSchema);
  }

  get school(): string {
    return this.#options.key.school;
  }

  /** What is new among the items, taken-back ones included; what `seal` would put into segments. Nothing is written. */
  async pending(items: readonly Item[]): Promise<Item[]> {
    return pendingOf(await this.#state.read(), items);
  }

  /** Seals what is new. @returns how many items that were. */
  async seal(items: readonly Item[]): Promise<number> {
    let state = await this.#begin();
    const pending = pendingOf(state, items);
    for (const part of partsOf(pending)) state = await this.#sealOne(state, part);
    return pending.length;
  }

  /** The segments that the hub has not acknowledged, oldest first. */
  async waiting(): Promise<{ readonly path: string; readonly sizeBytes: number }[]> {
    const { files } = this.#options;
    const found: { path: string; sizeBytes: number }[] = [];
    for (const { name, epoch, sequence } of await this.#segments())
      found.push({
        path: segmentPath({ school: this.school, epoch, sequence }),
        sizeBytes: (await files.size(this.#place(name))) ?? 0,
      });
    return found;
  }

  /**
   * Leaves what is not acknowledged at a post that does not have it yet. One that is damaged on this disk is not sent: a
   * new epoch begins with the next `seal`.
   * @returns how many were left there.
   */
  async send(post: Post): Promise<number> {
    const { write } = post;
    if (!write) return 0;
    let sent = 0;
    for (const { name, epoch, sequence } of await this.#segments()) {
      const path = segmentPath({ school: this.school, epoch, sequence });
      const bytes = await this.#readOwn(name);
      if (!bytes || (await post.has(path, bytes))) continue;
      await write(path, bytes);
      sent += 1;
    }
    return sent;
  }

  /** Reads what the hub says that it has, and removes that. @returns whether a receipt was there that is proven. */
  async takeReceipt(post: Post): Promise<boolean> {
    const bytes = await post.read(receiptPath(this.school), 1_000_000);
    return bytes === undefined ? false : this.#trim(parseReceipt(bytes));
  }

  async #trim(receipt: Receipt | undefined): Promise<boolean> {
    const lines = provenLines(receipt, this.#options.key);
    if (lines.length === 0) return false;
    const state = await this.#begin();
    const own = lines.find(({ epoch }) => isSameEpoch(epoch, state.epoch));
    const highest = Math.max(...lines.map(({ epoch }) => epoch.number));
    const isLater = own !== undefined && own.sequence >= state.next;
    // The hub knows of this school what the school does not: this disk is a copy of an earlier time.
    if (
      isLater ||
      (await this.#isOther(state, own)) ||
      lines.some(({ epoch }) => isBeside(epoch, state.epoch))
    ) {
      await this.#beginEpoch(Math.max(highest, state.epoch.number) + 1, state);
      return true;
    }
    if (own && own.sequence > state.acknowledged)
      await this.#state.write({ ...state, acknowledged: own.sequence });
    for (const { name, epoch, sequence } of await this.#segments()) {
      const line = lines.find((known) => isSameEpoch(known.epoch, epoch));
      // All that was sent before came again in this epoch.
      const isBefore = own !== undefined && epoch.number < state.epoch.number;
      if (isBefore || (line && sequence <= line.sequence))
        await this.#options.files.remove(this.#place(name));
    }
    return true;
  }

  /** Whether the hub has another segment in the place of ours. */
  async #isOther(state: OutboxState, line: Receipt['epochs'][number] | undefined): Promise<boolean> {
    if (!line) return false;
    if (line.sequence === state.next - 1) return line.segment !== state.previous;
    const bytes = await this.#readOwn(segmentName(line));
    return bytes !== undefined && sha256(bytes) !== line.segment;
  }

  /** The state, after a look whether disk and database agree with it. */
  async #begin(): Promise<OutboxState> {
    const state = await this.#state.read();
    const mark = await this.#readMark();
    if (!state) return this.#beginEpoch((mark?.epoch.number ?? 0) + 1, undefined);
    const ownLast = state.next - 1;
    const agrees =
      mark !== undefined &&
      isSameEpoch(mark.epoch, state.epoch) &&
      (mark.sequence === ownLast || mark.sequence === state.next);
    const beyond = await this.#options.files.exists(
      this.#place(segmentName({ epoch: state.epoch, sequence: state.next })),
    );
    if (agrees && !beyond && (await this.#areWhole(state))) return state;
    return this.#beginEpoch(Math.max(state.epoch.number, mark?.epoch.number ?? 0) + 1, state);
  }

  async #beginEpoch(number: number, before: OutboxState | undefined): Promise<OutboxState> {
    const state: OutboxState = {
      format: 'soro-outbox-1',
      epoch: { number, id: randomBytes(8).toString('hex') },
      next: 1,
      previous: noSegment,
      acknowledged: 0,
      sealed: {},
      erased: before?.erased ?? [],
    };
    await this.#state.write(state);
    await this.#writeMark(state.epoch, 0);
    return state;
  }

  async #sealOne(state: OutboxState, items: readonly Item[]): Promise<OutboxState> {
    const { files, key, sealer } = this.#options;
    const { epoch, next: sequence, previous } = state;
    // Checked here: what the hub cannot read would hold up everything after it.
    const content = segmentContentSchema.parse({
      format: 'soro-home-1',
      receiptSecret: receiptSecret(key, epoch, sequence),
      items,
    });
    const sealed = await sealer.seal(Buffer.from(JSON.stringify(content)));
    const bytes = writeSegment(key, { epoch, sequence, previous }, sealed);
    // First in the database: a segment that it does not know of must come from before a restored backup.
    await this.#writeMark(epoch, sequence);
    await writeWhole(files, this.#place(segmentName({ epoch, sequence })), bytes);
    const erased = items.filter(({ kind }) => kind === 'erased').map((item) => item.key);
    const after: OutboxState = {
      ...state,
      next: sequence + 1,
      previous: sha256(bytes),
      sealed: { ...state.sealed, ...Object.fromEntries(items.map((item) => [item.key, hashOfItem(item)])) },
      erased: [...new Set([...state.erased, ...erased])],
    };
    await this.#state.write(after);
    return after;
  }

  /** Whether all that the hub does not have can still be sent. */
  async #areWhole({ epoch, acknowledged, next }: OutboxState): Promise<boolean> {
    for (let sequence = acknowledged + 1; sequence < next; sequence += 1)
      if (!(await this.#readOwn(segmentName({ epoch, sequence })))) return false;
    return true;
  }

  /** Undefined when it is damaged on this disk. */
  async #readOwn(name: string): Promise<Uint8Array | undefined> {
    const bytes = await this.#options.files.read(this.#place(name));
    if (!bytes) return undefined;
    try {
      return readSegment(bytes, name).school === this.school ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  async #segments() {
    const state = await this.#state.read();
    const found = [];
    for (const name of await this.#options.files.list(`${this.#options.root}/segments`)) {
      const parsed = parseSegmentName(name);
      if (!parsed || !state) continue;
      // Not sealed to its end: it never counts.
      if (isSameEpoch(parsed.epoch, state.epoch) && parsed.sequence >= state.next) continue;
      found.push({ ...parsed, name });
    }
    return found;
  }

  #place(name: string): string {
    return `${this.#options.root}/segments/${name}`;
  }

  async #readMark() {
    const text = await this.#options.mark.read();
    return text === undefined ? undefined : readableJson(markSchema, text);
  }

  async #writeMark(epoch: Epoch, sequence: number): Promise<void> {
    await this.#options.mark.write(JSON.stringify({ epoch, sequence }));
  }
}

/** Another epoch of the hub's knowledge that is not before ours. */
function isBeside(epoch: Epoch, own: Epoch): boolean {
  return epoch.number >= own.number && epoch.id !== own.id;
}

function pendingOf(state: OutboxState | undefined, items: readonly Item[]): Item[] {
  const erased = new Set([
    ...(state?.erased ?? []),
    ...items.filter(({ kind }) => kind === 'erased').map(({ key }) => key),
  ]);
  const again: Item[] = [...erased].map((key) => ({ key, kind: 'erased', content: {} }));
  return [...items.filter(({ key }) => !erased.has(key)), ...again].filter(
    // A month is counted once: what a class has deleted since would make it smaller.
    (item) =>
      item.kind === 'measure'
        ? state?.sealed[item.key] === undefined
        : state?.sealed[item.key] !== hashOfItem(item),
  );
}

function partsOf(items: readonly Item[]): Item[][] {
  const parts: Item[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const itemBytes = Buffer.byteLength(JSON.stringify(item));
    if (bytes + itemBytes > segmentBytes) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(item);
    bytes += itemBytes;
  }
  return parts;
}
