import { throwIfInterrupted } from '../../core/errors.ts';
import { DamagedStreamError, type Segment } from '../compression/piece.ts';
import { isCompressed, openSegments } from '../compression/segments.ts';
import { isoDate } from '../data-files/text-fields.ts';
import { decodeText } from '../encoding/decode-text.ts';
import { readHtml } from '../html/reader.ts';
import { type DocumentReader, equalParts, type ReadOptions, type ReadOutcome, wholeFile } from '../reader.ts';
import { parseHttpMessage } from './http-message.ts';
import { readWarcRecords, type WarcRecord } from './warc-records.ts';

const maximumContentBytes = 16 * 1024 * 1024;
/** Records that may hold a text; requests, metadata, revisits and the archive's own description do not. */
const wantedTypes = new Set(['response', 'resource', 'conversion']);

/**
 * Reads web archives (WARC and WET; plain, .gz, .zst) of any size: each HTML or text record a document
 * with its address and date. What is damaged is rejected, and reading continues at the next record.
 *
 * The container is read here and not by the npm package warcio: that ends without a word at the first
 * damaged gzip member, and cannot begin in the middle of a file, as parallel reading needs.
 */
export const warcReader: DocumentReader = {
  extensions: ['.warc', '.wet', '.warc.gz', '.wet.gz', '.warc.zst', '.wet.zst'],
  async *read(path, signal, options = wholeFile) {
    const { from, to } = options;
    const beginsLike = (head: Buffer) => head.toString('latin1', 0, 5) === 'WARC/';
    const isPlain = !isCompressed(path);
    const state = { isCut: isPlain && from.items === undefined && from.skip === 0, found: 0 };
    for await (const segment of openSegments(path, { from, to, beginsLike, signal })) {
      try {
        yield* outcomesOf(segment, { state, options, isPlain, signal });
      } catch (error) {
        if (!(error instanceof DamagedStreamError)) throw error;
        state.found += 1;
        yield { reason: 'damaged-compression', value: `byte ${error.at}: ${error.message}` };
      }
    }
    if (state.found === 0 && from.at === 0 && from.skip === 0) {
      yield { reason: 'empty-file', value: 'no records' };
    }
  },
  async split(_, sizeBytes) {
    return equalParts(sizeBytes);
  },
};

interface ArchiveReading {
  readonly state: { isCut: boolean; found: number };
  readonly options: ReadOptions;
  readonly isPlain: boolean;
  readonly signal: AbortSignal;
}

async function* outcomesOf(
  segment: Segment,
  { state, options, isPlain, signal }: ArchiveReading,
): AsyncGenerator<ReadOutcome, void, undefined> {
  const { isCut } = state;
  state.isCut = false;
  const to = isPlain ? options.to : Number.POSITIVE_INFINITY;
  for await (const record of readWarcRecords(segment, { to, isCut, isWanted })) {
    throwIfInterrupted(signal);
    state.found += 1;
    const next = { ...record.next, items: options.from.items };
    if ('damage' in record) yield { reason: 'damaged-warc-record', value: record.damage, next };
    else if (wantedTypes.has(record.fields.get('warc-type') ?? '')) {
      const address = addressOf(record);
      const outcome = await readRecord(record);
      if ('reason' in outcome) yield { ...outcome, value: `${address}: ${outcome.value}`, next };
      else {
        const retrieved = isoDate(record.fields.get('warc-date'));
        yield { ...outcome, address, ...(retrieved === undefined ? {} : { retrieved }), next };
      }
    }
  }
}

function isWanted(fields: ReadonlyMap<string, string>, contentBytes: number): boolean {
  return wantedTypes.has(fields.get('warc-type') ?? '') && contentBytes <= maximumContentBytes;
}

function addressOf({ fields }: WarcRecord): string {
  // Some crawlers of version 0.18 put the address into angle brackets.
  return (fields.get('warc-target-uri') ?? '').replace(/^<(.*)>$/, '$1');
}

async function readRecord({ fields, content, contentBytes }: WarcRecord): Promise<ReadOutcome> {
  if (!content) return { reason: 'too-large', value: `${contentBytes} bytes` };
  const type = fields.get('content-type') ?? '';
  if (fields.get('warc-type') === 'conversion') return readBody(content, type || 'text/plain');
  const hasHead = content.toString('latin1', 0, 5) === 'HTTP/';
  const isHttp = /^application\/http/i.test(type) || (type === '' && hasHead);
  // Some programs keep a page alone and call it a response.
  if (!isHttp || (!hasHead && looksLikePage(content))) return readBody(content, isHttp ? '' : type);
  const message = await parseHttpMessage(content);
  if (typeof message === 'string') return { reason: 'damaged-warc-record', value: message };
  const { status, fields: http, body } = message;
  if (status < 200 || status > 299) return { reason: 'http-error', value: `status ${status}` };
  const outcome = await readBody(
    body,
    http.get('content-type') ?? fields.get('warc-identified-payload-type') ?? '',
  );
  if ('reason' in outcome || !message.isCut) return outcome;
  return { ...outcome, metadata: { ...outcome.metadata, isCut: true } };
}

/** What servers state when they do not know. */
const unknownTypes =
  /^(|\*\/\*|unknown(\/unknown)?|application\/(octet-stream|unknown|x-unknown)|binary\/octet-stream|text|html)$/;

async function readBody(body: Buffer, contentType: string): Promise<ReadOutcome> {
  const mediaType = contentType.split(/[;,]/)[0]?.trim().toLowerCase() ?? '';
  const charset = contentType.match(/charset\s*=\s*["']?([\w.:-]+)/i)?.[1];
  if (body.length === 0) return { reason: 'no-text', value: 'an empty body' };
  const isUnknown = unknownTypes.test(mediaType);
  if (/^(text\/html|application\/(xhtml\+xml|vnd\.wap\.xhtml\+xml))$/.test(mediaType))
    return readHtml(body, charset);
  if (isUnknown && looksLikePage(body)) return readHtml(body, charset);
  if (mediaType === 'text/plain' || isUnknown) {
    const decoded = decodeText(body);
    if ('reason' in decoded) {
      return isUnknown
        ? { reason: 'other-media-type', value: 'none stated, and it is no page and no text' }
        : decoded;
    }
    const { text, encoding, damagedLines } = decoded;
    if (text.trim() === '') return { reason: 'no-text', value: 'white space' };
    const damage = damagedLines.length === 0 ? {} : { damagedLines: damagedLines.length };
    return { text, metadata: { encoding, ...damage } };
  }
  return { reason: 'other-media-type', value: mediaType };
}

/** Whether a page begins here, as browsers tell it where no type is stated (WHATWG MIME Sniffing, 7.1). */
function looksLikePage(body: Buffer): boolean {
  const head = body.toString('latin1', 0, 1024).replaceAll('\0', '');
  return /^[^<]{0,64}<(!doctype html|!--|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|meta|\?xml[^>]*>\s*<(!doctype html|html))[\s>]/i.test(
    head,
  );
}
