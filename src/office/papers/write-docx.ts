import { strToU8, zipSync } from 'fflate';
import { escapeXml } from '../../core/escape.ts';
import { blank, type Paper } from './paper.ts';

const names = {
  word: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  types: 'http://schemas.openxmlformats.org/package/2006/content-types',
  relations: 'http://schemas.openxmlformats.org/package/2006/relationships',
  office: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
};
const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** The same bytes for the same paper: a fixed date stands in the archive. */
const archiveDate = new Date('2026-01-01T00:00:00');

/**
 * A paper as a Word file (WordprocessingML, ECMA-376): a heading and paragraphs, no macros, no pictures, no properties
 * that tell who made it.
 */
export function writeDocx({ title, note, parts }: Paper): Uint8Array {
  const paragraphs = [
    ...(note === null ? [] : [paragraph([run(note, 'b')])]),
    paragraph([run(title)], 'Title'),
    ...parts.map((part) =>
      part.kind === 'field'
        ? paragraph([run(`${part.label}: `, 'b'), run(part.value ?? blank)])
        : part.text
            .split('\n')
            .map((line) => paragraph([run(line)]))
            .join(''),
    ),
  ];
  const page =
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>';
  const files = {
    '[Content_Types].xml': `${header}<Types xmlns="${names.types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${main}.styles+xml"/></Types>`,
    '_rels/.rels': relations('officeDocument', 'word/document.xml'),
    'word/_rels/document.xml.rels': relations('styles', 'styles.xml'),
    'word/styles.xml': `${header}<w:styles xmlns:w="${names.word}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="24"/><w:lang w:val="tg-Cyrl-TJ"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style></w:styles>`,
    'word/document.xml': `${header}<w:document xmlns:w="${names.word}"><w:body>${paragraphs.join('')}${page}</w:body></w:document>`,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), {
    mtime: archiveDate,
  });
}

function relations(type: string, target: string): string {
  return `${header}<Relationships xmlns="${names.relations}"><Relationship Id="rId1" Type="${names.office}/${type}" Target="${target}"/></Relationships>`;
}

function paragraph(runs: readonly string[], style?: string): string {
  const properties = style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;
  return `<w:p>${properties}${runs.join('')}</w:p>`;
}

function run(text: string, look?: 'b'): string {
  const properties = look === undefined ? '' : `<w:rPr><w:${look}/></w:rPr>`;
  return `<w:r>${properties}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}
