const catalogue = /(\d+) (\d+) obj\b(?:(?!endobj)[\s\S]){0,2000}?\/Type\s*\/Catalog\b/g;

/**
 * The bytes of a file that was cut off before its trailer, with one that names the file's catalogue; undefined
 * when there is none to be found. What the cut left is then read object by object.
 */
export function withTrailer(bytes: Uint8Array): Buffer | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const last = [...text.matchAll(catalogue)].at(-1);
  if (!last) return undefined;
  const trailer = `\nendobj\ntrailer\n<< /Root ${last[1]} ${last[2]} R >>\nstartxref\n0\n%%EOF\n`;
  return Buffer.concat([bytes, Buffer.from(trailer, 'latin1')]);
}
