/** A message as patterns see it: lower case, marks as spaces, single spaces. `+`, `%` and hyphens inside words stay. */
export function foldMessage(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}+%-]+/gu, ' ')
    .replace(/(?<![\p{L}\p{M}\p{N}])-|-(?![\p{L}\p{M}\p{N}])/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
