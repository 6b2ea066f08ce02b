interface Term {
  readonly source: string;
  readonly target: string;
}

/** «ариза = заявление», a term a line; lines without both sides are left out. */
export function readGlossary(lines: string): Term[] {
  return lines.split('\n').flatMap((line) => {
    const [source = '', target = '', ...more] = line.split('=').map((side) => side.trim());
    return source !== '' && target !== '' && more.length === 0 ? [{ source, target }] : [];
  });
}
