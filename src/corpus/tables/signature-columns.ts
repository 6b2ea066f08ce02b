/** The columns of a signature file; the hash of band b lies in `band + 2b` and the one behind it. */
export const signatureColumn = {
  /** The first 128 bits of the text's id, in four columns. */
  id: 0,
  /** UTF-16 units; 0 for a document that is out already. */
  length: 4,
  /** Number in the shard's list of groups. */
  group: 5,
  band: 6,
} as const;
