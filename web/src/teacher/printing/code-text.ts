/** A join code as it is read aloud and copied from a board: `482 913`. Spaces do not count when it is typed. */
export function codeText(code: string): string {
  return /^\d{6}$/u.test(code) ? `${code.slice(0, 3)}\u202f${code.slice(3)}` : code;
}
