import { z } from 'zod';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import { type Files, folderOf, writeWhole } from './files.ts';

interface Found<Schema extends z.ZodType> {
  readonly count: number;
  readonly value: z.output<Schema>;
}

const wrapperSchema = z.strictObject({ count: z.int().min(1), sha256: z.string(), content: z.string() });

/**
 * A small state in two files that are written in turn, each with a count and a checksum. The newest that is whole counts:
 * a power cut costs nothing, a flipped bit one step.
 */
export class StateFile<Schema extends z.ZodType> {
  readonly #files: Files;
  readonly #path: string;
  readonly #schema: Schema;
  /** What was read last, by place: the same bytes are not parsed again. */
  readonly #seen = new Map<
    string,
    { readonly bytes: Uint8Array; readonly found: Found<Schema> | undefined }
  >();

  /** @param path of both files, without `.0.json` and `.1.json`. */
  constructor(files: Files, path: string, schema: Schema) {
    this.#files = files;
    this.#path = path;
    this.#schema = schema;
  }

  /** Undefined where there is none yet, or neither file can be read. */
  async read(): Promise<z.output<Schema> | undefined> {
    return (await this.#newest())?.value;
  }

  /** Whether both copies can be read: then one flipped bit costs a step at most. */
  async isDouble(): Promise<boolean> {
    return ((await this.#readOne(0)) && (await this.#readOne(1))) !== undefined;
  }

  /** When this returns the value is on the disk; when the power fails before, the one before is. */
  async write(value: z.output<Schema>): Promise<void> {
    const count = ((await this.#newest())?.count ?? 0) + 1;
    const content = JSON.stringify(this.#schema.parse(value));
    const wrapper = { count, sha256: hashOf(count, content), content };
    await this.#files.makeFolder(folderOf(this.#path));
    await writeWhole(this.#files, this.#place(count), Buffer.from(`${JSON.stringify(wrapper)}\n`));
  }

  async #newest(): Promise<Found<Schema> | undefined> {
    const [one, other] = [await this.#readOne(0), await this.#readOne(1)];
    if (one && other) return one.count > other.count ? one : other;
    return one ?? other;
  }

  async #readOne(count: number): Promise<Found<Schema> | undefined> {
    const place = this.#place(count);
    const bytes = await this.#files.read(place);
    if (!bytes) return undefined;
    const seen = this.#seen.get(place);
    if (seen && Buffer.compare(seen.bytes, bytes) === 0) return seen.found;
    const found = this.#parse(bytes);
    this.#seen.set(place, { bytes, found });
    return found;
  }

  #parse(bytes: Uint8Array): Found<Schema> | undefined {
    try {
      const wrapper = wrapperSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
      if (hashOf(wrapper.count, wrapper.content) !== wrapper.sha256) return undefined;
      return { count: wrapper.count, value: this.#schema.parse(JSON.parse(wrapper.content)) };
    } catch {
      // Damaged; the other one counts.
      return undefined;
    }
  }

  #place(count: number): string {
    return `${this.#path}.${count % 2}.json`;
  }
}

function hashOf(count: number, content: string): string {
  return sha256(`${count}\n${content}`);
}
