/**
 * A name for a question that nobody else has: sent again after a lost connection, it is not a second question.
 * `crypto.randomUUID` is absent where the page was loaded over `http://` from another machine.
 */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
