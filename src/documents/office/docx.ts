import type { DocumentReader } from '../reader.ts';
import { BlockBuilder } from './block-builder.ts';
import { readOffice } from './read-office.ts';
import { readXml } from './xml.ts';
import type { Zip } from './zip.ts';

/**
 * Reads Word files (DOCX): paragraphs, headings, lists, tables as rows, text boxes, foot- and endnotes (at
 * the end, where `[1]` stands for them). Deleted text, comments, headers and footers are left out.
 */
export const docxReader: DocumentReader = {
  extensions: ['.docx', '.docm'],
  async *read(path) {
    yield await readOffice(path, 'word/document.xml', readDocx);
  },
};

async function readDocx(document: Buffer, zip: Zip) {
  const styles = await zip.entry('word/styles.xml');
  const headings = styles ? headingStyles(styles) : new Set<string>();
  const builder = new BlockBuilder();
  const marks = readBody(document, builder, headings);
  for (const name of ['footnotes', 'endnotes']) {
    const notes = await zip.entry(`word/${name}.xml`);
    if (notes) readNotes(notes, builder, marks);
  }
  return builder.finish();
}

/** Elements whose content is not part of the text: deleted text, field codes, the old twin of a drawing. */
const silent = new Set(['w:del', 'w:delText', 'w:instrText', 'mc:Fallback', 'w:moveFrom', 'w:rPr']);

/** Reads the body; returns the marks of the notes by the notes' names. */
function readBody(
  xml: Buffer,
  builder: BlockBuilder,
  headings: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const marks = new Map<string, string>();
  let isText = false;
  let silence = 0;
  readXml(xml, {
    open(name, attributes) {
      if (silent.has(name)) silence += 1;
      if (silence > 0) return;
      const value = attributes['w:val'] ?? '';
      if (name === 'w:p') builder.openParagraph();
      else if (name === 'w:t' || name === 'm:t') isText = true;
      else if (name === 'w:tab' && attributes['w:pos'] === undefined) builder.text(' ');
      else if (name === 'w:br' || name === 'w:cr') builder.text('\n');
      else if (name === 'w:noBreakHyphen') builder.text('-');
      else if (name === 'w:pStyle' && headings.has(value)) builder.setKind('heading');
      else if (name === 'w:numPr') builder.setKind('item');
      else if (name === 'w:tr') builder.openRow();
      else if (name === 'w:tc') builder.openCell();
      else if (name === 'w:footnoteReference' || name === 'w:endnoteReference') {
        const mark = String(marks.size + 1);
        marks.set(noteName(name, attributes['w:id']), mark);
        builder.text(`[${mark}]`);
      }
    },
    close(name) {
      if (silent.has(name)) silence -= 1;
      else if (silence > 0) return;
      else if (name === 'w:p') builder.closeParagraph();
      else if (name === 'w:t' || name === 'm:t') isText = false;
      else if (name === 'w:tc') builder.closeCell();
      else if (name === 'w:tr') builder.closeRow();
    },
    text(text) {
      if (isText && silence === 0) builder.text(text);
    },
  });
  return marks;
}

function noteName(element: string, id: string | undefined): string {
  return `${element.startsWith('w:footnote') ? 'footnote' : 'endnote'} ${id}`;
}

function readNotes(xml: Buffer, builder: BlockBuilder, marks: ReadonlyMap<string, string>): void {
  let mark: string | undefined;
  let isText = false;
  readXml(xml, {
    open(name, attributes) {
      if (name === 'w:footnote' || name === 'w:endnote') {
        mark = marks.get(noteName(name, attributes['w:id']));
        builder.openNote();
      } else if (name === 'w:p') builder.openParagraph();
      else if (name === 'w:t') isText = true;
      else if (name === 'w:tab' || name === 'w:br') builder.text(' ');
    },
    close(name) {
      if (name === 'w:p') builder.closeParagraph();
      else if (name === 'w:t') isText = false;
      // A note to which nothing refers is a line that Word draws, or was deleted.
      else if (name === 'w:footnote' || name === 'w:endnote') builder.closeNote(mark);
    },
    text(text) {
      if (isText) builder.text(text);
    },
  });
}

/** The styles that are headings: by their built-in name, their level in the outline, or what they are based on. */
function headingStyles(xml: Buffer): ReadonlySet<string> {
  const headings = new Set<string>();
  const basedOn = new Map<string, string>();
  let style = '';
  readXml(xml, {
    open(name, attributes) {
      const value = attributes['w:val'] ?? '';
      if (name === 'w:style') style = attributes['w:styleId'] ?? '';
      else if (name === 'w:name' && /^(heading \d|title|subtitle)$/i.test(value)) headings.add(style);
      else if (name === 'w:outlineLvl' && Number(value) < 9) headings.add(style);
      else if (name === 'w:basedOn') basedOn.set(style, value);
    },
  });
  for (const [own, parent] of basedOn) if (headings.has(parent)) headings.add(own);
  return headings;
}
