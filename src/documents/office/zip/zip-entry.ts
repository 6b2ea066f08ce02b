/** One entry, however it was found. */
export interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** What the entry states about its size; zero when nothing. */
  readonly statedBytes: number;
  /** Its content as it unpacks; ends by throwing where it is damaged. */
  chunks(): AsyncIterable<Buffer>;
}

/** The name of an entry as other parts of the document spell it: `/` between folders, none in front. */
export function nameOf(bytes: Buffer): string {
  const utf8 = bytes.toString('utf8');
  const name = utf8.includes('\uFFFD') ? new TextDecoder('ibm866').decode(bytes) : utf8;
  return name.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
}
