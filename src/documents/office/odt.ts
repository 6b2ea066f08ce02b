import { FormulaBuilder } from '../formulas/formula-builder.ts';
import type { Script } from '../formulas/scripts.ts';
import { BlockBuilder } from './block-builder.ts';
import type { OfficeContent } from './read-office.ts';
import { readXml } from './xml.ts';
import { type Zip, ZipError } from './zip/zip.ts';

/**
 * The text of an OpenDocument file: paragraphs, headings, lists, tables as rows, formulas on one line, notes (at
 * the end, where `[1]` stands for them). Deleted text, comments and generated tables of contents are left out.
 * @throws ZipError when it is encrypted or holds no content.
 */
export async function readOdt(zip: Zip): Promise<OfficeContent> {
  const manifest = await zip.entry('META-INF/manifest.xml');
  if (manifest && hasPassword(manifest))
    throw new ZipError('password-protected', 'a document with a password');
  const content = await zip.entry('content.xml');
  if (!content) throw new ZipError('damaged-file', 'the part with the text is not in the file');
  const styles = await zip.entry('styles.xml');
  const raised = new Map([...raisedStyles(styles ?? Buffer.alloc(0)), ...raisedStyles(content)]);
  const formulas = new Map<string, string>();
  for (const name of zip.names) {
    const object = name.match(/^(.*)\/content\.xml$/)?.[1];
    const xml = object === undefined ? undefined : await zip.entry(name);
    if (object !== undefined && xml) formulas.set(object, formulaOf(xml));
  }
  return { blocks: readContent(content, raised, formulas) };
}

/** Whether the manifest says of any part that it is encrypted. */
function hasPassword(manifest: Buffer): boolean {
  let isEncrypted = false;
  readXml(manifest, {
    open(name) {
      if (name === 'manifest:encryption-data') isEncrypted = true;
    },
  });
  return isEncrypted;
}

/** Styles of raised or lowered letters. */
function raisedStyles(xml: Buffer): Map<string, Script> {
  const raised = new Map<string, Script>();
  let style = '';
  readXml(xml, {
    open(name, attributes) {
      if (name === 'style:style') style = attributes['style:name'] ?? '';
      const position = name === 'style:text-properties' ? attributes['style:text-position'] : undefined;
      if (position === undefined || style === '') return;
      const [height = ''] = position.split(/\s+/);
      const shift = height === 'super' ? 1 : height === 'sub' ? -1 : Number.parseFloat(height);
      if (shift !== 0 && !Number.isNaN(shift)) raised.set(style, shift > 0 ? 'superscript' : 'subscript');
    },
  });
  return raised;
}

/** The text of a formula that lies in a part of its own (MathML); empty when the part is something else. */
function formulaOf(xml: Buffer): string {
  const builder = new FormulaBuilder();
  let found = '';
  readXml(xml, {
    open(name, attributes) {
      if (builder.isOpen || /(^|:)math$/.test(name)) builder.open(name, attributes);
    },
    close() {
      if (builder.isOpen) found += builder.close() ?? '';
    },
    text(text) {
      if (builder.isOpen) builder.text(text);
    },
  });
  return found;
}

const silent = new Set([
  'text:tracked-changes',
  'office:annotation',
  'text:table-of-content',
  'text:note-citation',
  'office:automatic-styles',
  'office:font-face-decls',
]);
const mostRepeats = 100;

function readContent(
  xml: Buffer,
  raised: ReadonlyMap<string, Script>,
  formulas: ReadonlyMap<string, string>,
) {
  const spans: (Script | undefined)[] = [];
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
      else if (name === 'text:span')
        spans.push(raised.get(attributes['text:style-name'] ?? '') ?? spans.at(-1));
      else if (name === 'draw:object') {
        const formula = formulas.get((attributes['xlink:href'] ?? '').replace(/^\.\//, ''));
        if (formula) builder.formula(formula);
      } else if (name === 'text:s') builder.text(' ');
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
      else if (name === 'text:span') spans.pop();
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
      if (silence === 0 && paragraphs > 0) builder.text(text.replace(/\s+/g, ' '), spans.at(-1));
    },
  });
  return builder.finish();
}
