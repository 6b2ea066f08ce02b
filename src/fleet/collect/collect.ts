import { SoroError, throwIfInterrupted } from '../../core/errors.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { segmentContentSchema } from '../home/item.ts';
import type { Post } from '../home/post.ts';
import { type Receipt, receiptPath } from '../home/receipt.ts';
import { receiptProof } from '../home/school-key.ts';
import type { Opener } from '../home/seal.ts';
import { mostSegmentBytes, noSegment, parseSegmentName, readSegment, segmentPath } from '../home/segment.ts';
import { SourceFault } from '../sources/source.ts';
import type { Collection } from './collection.ts';

/** A file that was not taken, and why. */
export interface Quarantined {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly reason: string;
}

interface Collected {
  /** Segments that were new. */
  readonly taken: number;
  /** Segments that were known: from another stick, or a second time. */
  readonly repeated: number;
  /** Sound segments before which others are missing. They stay where they are. */
  readonly waiting: number;
  readonly quarantined: readonly Quarantined[];
  /** What was said of places that could not be reached, or not to the end. */
  readonly unreached: readonly string[];
}

interface CollectOptions {
  readonly opener: Opener;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly signal?: AbortSignal | undefined;
  /** Whose segments are taken. Default: everybody's. */
  readonly isKnown?: ((school: string) => boolean) | undefined;
}

/** Days of health that are kept of each school. */
const mostHealthDays = 60;

/**
 * Takes every segment of some posts that continues the chain of its school. The same segments, in any order, from any
 * number of sticks and any number of times, give the same collection.
 */
export async function collect(
  collection: Collection,
  posts: readonly Post[],
  options: CollectOptions,
): Promise<Collected> {
  const quarantined: Quarantined[] = [];
  const found: { readonly post: Post; readonly path: string }[] = [];
  const unreached = new Set<string>();
  for (const post of posts)
    for (const path of (await reached(post.list(), unreached)) ?? [])
      if (path.endsWith('.segment')) found.push({ post, path });
  // The names say the order within a school.
  found.sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
  const sums = { taken: 0, repeated: 0, waiting: 0 };
  for (const { post, path } of found) {
    throwIfInterrupted(options.signal);
    if (isLongKnown(collection, path)) {
      sums.repeated += 1;
      continue;
    }
    const bytes = await reached(post.read(path, mostSegmentBytes), unreached);
    if (!bytes) continue;
    try {
      sums[await takeSegment(collection, bytes, path, options)] += 1;
    } catch (error) {
      if (!(error instanceof Fault || error instanceof SoroError)) throw error;
      quarantined.push({ path, bytes, reason: error.message });
    }
  }
  collection.forgetOldHealth(mostHealthDays);
  return { ...sums, quarantined, unreached: [...unreached] };
}

/** Whether more of this chain is known already: a server keeps years of segments, which are not read again. */
function isLongKnown(collection: Collection, path: string): boolean {
  const [school = '', name = ''] = path.split('/');
  const parsed = parseSegmentName(name);
  if (!parsed) return false;
  return parsed.sequence < (collection.chain(school, parsed.epoch)?.sequence ?? 0);
}

class Fault extends Error {}

/** What a place gives; undefined, and its words noted, when it cannot be reached. */
async function reached<Value>(wanted: Promise<Value>, unreached: Set<string>): Promise<Value | undefined> {
  try {
    return await wanted;
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    unreached.add(error.message);
    return undefined;
  }
}

async function takeSegment(
  collection: Collection,
  bytes: Uint8Array,
  path: string,
  { opener, now, isKnown }: CollectOptions,
): Promise<'taken' | 'repeated' | 'waiting'> {
  const segment = readSegment(bytes, path);
  const { school, epoch, sequence } = segment;
  if (segmentPath(segment) !== path) throw new Fault('Its name is not that of its content.');
  if (isKnown?.(school) === false) throw new Fault('The school is not on the list.');
  const chain = collection.chain(school, epoch);
  const last = chain?.sequence ?? 0;
  if (sequence === last && segment.sha256 !== chain?.segment)
    throw new Fault(
      'Another segment was received in its place: the school has sent from a copy of its disk.',
    );
  if (sequence <= last) return 'repeated';
  if (sequence > last + 1) return 'waiting';
  if (segment.previous !== (chain?.segment ?? noSegment))
    throw new Fault('It does not follow the segment that was received before it.');
  const opened = await opener.open(segment.sealed);
  if (!opened) throw new Fault('The key of the hub does not open it.');
  const source = { family: 'corrupt', remedy: 'It is of another Soro: update the hub.' } as const;
  const text = Buffer.from(opened).toString('utf8');
  const { items, receiptSecret } = parseWith(segmentContentSchema, parseJson(text, source), source);
  for (const item of items) collection.take({ school, epoch: epoch.number, sequence, item });
  collection.advance({ school, epoch, sequence, segment: segment.sha256, receiptSecret, receivedAt: now });
  return 'taken';
}

/** What each school is told that the hub has, by path. */
export function receiptsOf(collection: Collection): Map<string, Receipt> {
  const receipts = new Map<string, Receipt>();
  for (const { school, epoch, sequence, segment, receiptSecret } of collection.chains()) {
    const path = receiptPath(school);
    const proof = receiptProof(receiptSecret, epoch, sequence, segment);
    const before = receipts.get(path)?.epochs ?? [];
    receipts.set(path, {
      format: 'soro-receipt-1',
      school,
      epochs: [...before, { epoch, sequence, segment, proof }],
    });
  }
  return receipts;
}
