/** What a test PDF holds. */
export interface TinyPdf {
  /** Pages of lines, top to bottom. */
  readonly pages: readonly (readonly string[])[];
  /** Asks for a password that is not the empty one. */
  readonly isProtected?: boolean;
}

/**
 * The bytes of a small PDF, written by hand: one font whose codes are mapped to Unicode, so that any
 * letter can stand in its text layer (at most 200 different ones).
 */
export function tinyPdf({ pages, isProtected = false }: TinyPdf): Buffer {
  const letters = [...new Set(pages.flat().join(''))];
  const codes = new Map(letters.map((letter, index) => [letter, index + 33]));
  const mappings = letters.map((letter) => `<${hex(codes.get(letter) ?? 0, 2)}> <${utf16(letter)}>`);
  const characterMap = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def
1 begincodespacerange <00> <FF> endcodespacerange
${mappings.length} beginbfchar
${mappings.join('\n')}
endbfchar endcmap end end`;
  const pageNumber = (index: number) => 5 + 2 * index;
  const kids = pages.map((_, index) => `${pageNumber(index)} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`,
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R /FirstChar 0 /LastChar 255
/Widths [${Array(256).fill(500).join(' ')}] >>`,
    stream(characterMap),
  ];
  for (const [index, lines] of pages.entries()) {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>
/Contents ${pageNumber(index) + 1} 0 R >>`,
    );
    const shown = lines.map((line) => {
      const bytes = [...line].map((letter) => hex(codes.get(letter) ?? 0, 2)).join('');
      return `<${bytes}> Tj 0 -14 Td`;
    });
    objects.push(stream(`BT /F 12 Tf 50 780 Td\n${shown.join('\n')}\nET`));
  }
  return assemble(objects, isProtected);
}

function assemble(objects: readonly string[], isProtected: boolean): Buffer {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const any = 'AB'.repeat(32);
  const encrypt = isProtected
    ? `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${any}> /U <${any}> >> /ID [<01> <01>]`
    : '';
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${encrypt} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

function stream(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0').toUpperCase();
}

function utf16(letter: string): string {
  return [...letter].map((part) => hex(part.codePointAt(0) ?? 0, 4)).join('');
}
