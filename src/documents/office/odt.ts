import type { DocumentReader } from '../reader.ts';
import { BlockBuilder } from './block-builder.ts';
import { readOffice } from './read-office.ts';
import { readXml } from './xml.ts';

/**
 * Reads OpenDocument texts (ODT): paragraphs, headings, lists, tables as rows, notes (at the end, where
 * `[1]` stands for them). Deleted text, comments and generated tables of contents are left out.
 */
export const odtReader: DocumentReader = {
  extensions: ['.odt', '.ott'],
  async *read(path) {
    yield await readOffice(path, 'content.xml', async (content) => readContent(content));
  },
};

const silent = new Set([
  'text:tracked-changes',
  'office:annotation',
  'text:table-of-content',
  'text:note-citation',
  'office:automatic-styles',
  'office:font-face-decls',
]);
const mostRepeats = 100;

function readContent(xml: Buffer) {
  const builder = new BlockBuilder();
  let silence = 0;
  let lists = 0;
  let paragraphs = 0;
  let notes = 0;
  const repeats: number[] = [];
  readXml(xml, {
    open(name, attributes) {
      if (silent.has(name)) silence += 1;
      if (silence > 0) return;
      if (name === 'text:p' || name === 'text:h') {
        paragraphs += 1;
        builder.openParagraph(name === 'text:h' ? 'heading' : lists > 0 ? 'item' : 'paragraph');
      } else if (name === 'text:list') lists += 1;
      else if (name === 'text:s') builder.text(' ');
      else if (name === 'text:tab') builder.text(' ');
      else if (name === 'text:line-break') builder.text('\n');
      else if (name === 'table:table-row') builder.openRow();
      else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
        repeats.push(Math.min(mostRepeats, Number(attributes['table:number-columns-repeated'] ?? 1)));
        builder.openCell();
      } else if (name === 'text:note') {
        notes += 1;
        builder.text(`[${notes}]`);
        builder.openNote();
      }
    },
    close(name) {
      if (silent.has(name)) silence -= 1;
      else if (silence > 0) return;
      else if (name === 'text:p' || name === 'text:h') {
        paragraphs -= 1;
        builder.closeParagraph();
      } else if (name === 'text:list') lists -= 1;
      else if (name === 'table:table-row') builder.closeRow();
      else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
        builder.closeCell();
        // A cell that stands for several holds its text once; the others keep the columns in step.
        for (let more = (repeats.pop() ?? 1) - 1; more > 0; more -= 1) {
          builder.openCell();
          builder.closeCell();
        }
      } else if (name === 'text:note') builder.closeNote(String(notes));
    },
    text(text) {
      if (silence === 0 && paragraphs > 0) builder.text(text.replace(/\s+/g, ' '));
    },
  });
  return builder.finish();
}
