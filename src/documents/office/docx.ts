import { FormulaBuilder } from '../formulas/formula-builder.ts';
import type { Script } from '../formulas/scripts.ts';
import { blocksOfChunk, type Chunk } from './alternative-chunk.ts';
import { BlockBuilder } from './block-builder.ts';
import { fieldText } from './fields.ts';
import { mainPart, relationshipsOf } from './package.ts';
import type { OfficeContent } from './read-office.ts';
import { isSymbolFont, readSymbols, symbolOf } from './symbol-font.ts';
import { readXml } from './xml.ts';
import type { Zip } from './zip/zip.ts';

/**
 * The text of a Word file (DOCX): paragraphs, headings, lists, tables as rows, text boxes, formulas on one
 * line, parts in other formats, foot- and endnotes (at the end, where `[1]` stands for them). Deleted text,
 * comments, headers and footers are left out.
 */
export async function readDocx(zip: Zip): Promise<OfficeContent> {
  const main = await mainPart(zip);
  const document = await zip.entry(main);
  if (!document) return { blocks: [] };
  const relationships = await relationshipsOf(zip, main);
  const partOf = async (type: string, usual: string) => {
    const related = [...relationships.values()].find((relationship) => relationship.type === type);
    return (related && (await zip.entry(related.part))) ?? zip.entry(usual);
  };
  const styles = await partOf('styles', 'word/styles.xml');
  const chunks = new Map<string, Chunk>();
  for (const [id, { type, part }] of relationships) {
    if (type === 'aFChunk') chunks.set(id, await blocksOfChunk(zip, part));
  }
  const builder = new BlockBuilder();
  const body = new Body(builder, readStyles(styles), chunks);
  body.read(document);
  for (const name of ['footnotes', 'endnotes']) {
    const notes = await partOf(name, `word/${name}.xml`);
    if (notes) body.read(notes);
  }
  return { blocks: builder.finish(), losses: body.losses };
}

/** Elements whose content is not part of the text: deleted text, field codes, the old twin of a drawing. */
const silent = new Set(['w:del', 'w:delText', 'w:instrText', 'mc:Fallback', 'w:moveFrom', 'w:rPr']);
/** Distance from the line, in half points, from which a letter counts as raised or lowered. */
const raisedHalfPoints = 4;

/** Reads the body of a document, and then its notes, into blocks. */
class Body {
  /** What stands for the notes in the text, by the notes' names. */
  readonly #marks = new Map<string, string>();
  /** The mark of the note that is being read; undefined for one to which nothing refers. */
  #note: { readonly mark: string | undefined } | undefined;
  readonly losses: OfficeContent['losses'] & unknown[] = [];
  readonly #builder: BlockBuilder;
  readonly #styles: Styles;
  readonly #chunks: ReadonlyMap<string, Chunk>;
  readonly #formula = new FormulaBuilder();
  readonly #fields: string[] = [];
  #silence = 0;
  #isText = false;
  #isCode = false;
  #isRun = false;
  #script: Script | undefined;
  #font = '';

  constructor(builder: BlockBuilder, styles: Styles, chunks: ReadonlyMap<string, Chunk>) {
    this.#builder = builder;
    this.#styles = styles;
    this.#chunks = chunks;
  }

  read(xml: Buffer): void {
    readXml(xml, {
      open: (name, attributes) => this.#open(name, attributes),
      close: (name) => this.#close(name),
      text: (text) => this.#text(text),
    });
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    const value = attributes['w:val'] ?? '';
    if (this.#isRun) this.#readRunProperty(name, value, attributes);
    if (name === 'w:instrText') this.#isCode = true;
    if (silent.has(name)) this.#silence += 1;
    if (this.#silence > 0) return;
    if (this.#formula.isOpen || name === 'm:oMath') {
      this.#formula.open(name, attributes);
      return;
    }
    const builder = this.#builder;
    if (name === 'w:r') this.#beginRun();
    else if (name === 'w:p') builder.openParagraph();
    else if (name === 'w:t') this.#isText = true;
    else if (name === 'w:tab' && attributes['w:pos'] === undefined) builder.text(' ');
    else if (name === 'w:br' || name === 'w:cr') builder.text(this.#note ? ' ' : '\n');
    else if (name === 'w:noBreakHyphen') builder.text('-');
    else if (name === 'w:sym') this.#readSign(attributes);
    else if (name === 'w:fldChar') this.#readFieldMark(attributes['w:fldCharType']);
    else if (name === 'w:fldSimple') this.#readField(attributes['w:instr'] ?? '');
    else if (name === 'w:altChunk') this.#readChunk(attributes['r:id'] ?? '');
    else if (name === 'w:pStyle' && this.#styles.headings.has(value)) builder.setKind('heading');
    else if (name === 'w:numPr') builder.setKind('item');
    else if (name === 'w:tr') builder.openRow();
    else if (name === 'w:tc') builder.openCell();
    else if (name === 'w:footnote' || name === 'w:endnote') {
      this.#note = { mark: this.#marks.get(noteName(name, attributes['w:id'])) };
      builder.openNote();
    } else if (name === 'w:footnoteReference' || name === 'w:endnoteReference') {
      const mark = String(this.#marks.size + 1);
      this.#marks.set(noteName(name, attributes['w:id']), mark);
      builder.text(`[${mark}]`);
    }
  }

  #close(name: string): void {
    if (name === 'w:instrText') this.#isCode = false;
    if (silent.has(name)) {
      this.#silence -= 1;
      return;
    }
    if (this.#silence > 0) return;
    if (this.#formula.isOpen) {
      const formula = this.#formula.close();
      if (formula !== undefined) this.#builder.formula(formula);
    } else if (name === 'w:r') this.#isRun = false;
    else if (name === 'w:p') this.#builder.closeParagraph();
    else if (name === 'w:t') this.#isText = false;
    else if (name === 'w:tc') this.#builder.closeCell();
    else if (name === 'w:tr') this.#builder.closeRow();
    else if (name === 'w:footnote' || name === 'w:endnote') {
      // A note to which nothing refers is a line that Word draws, or was deleted.
      this.#builder.closeNote(this.#note?.mark);
      this.#note = undefined;
    }
  }

  #text(text: string): void {
    if (this.#isCode && this.#fields.length > 0) this.#fields[this.#fields.length - 1] += text;
    if (this.#silence > 0) return;
    if (this.#formula.isOpen) this.#formula.text(text);
    else if (this.#isText) {
      const shown = isSymbolFont(this.#font) ? readSymbols(this.#font, text) : text;
      this.#builder.text(shown, this.#script);
    }
  }

  #beginRun(): void {
    this.#isRun = true;
    this.#script = undefined;
    this.#font = '';
  }

  #readRunProperty(name: string, value: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'w:vertAlign') this.#script = scripts[value];
    else if (name === 'w:position' && Math.abs(Number(value)) >= raisedHalfPoints)
      this.#script = Number(value) > 0 ? 'superscript' : 'subscript';
    else if (name === 'w:rStyle') this.#script ??= this.#styles.scripts.get(value);
    else if (name === 'w:rFonts') this.#font = attributes['w:ascii'] ?? attributes['w:hAnsi'] ?? '';
  }

  #readSign(attributes: Readonly<Record<string, string>>): void {
    const code = Number.parseInt(attributes['w:char'] ?? '', 16);
    if (!Number.isNaN(code))
      this.#builder.text(symbolOf(attributes['w:font'] ?? '', code) ?? unknownSign, this.#script);
  }

  #readFieldMark(type: string | undefined): void {
    if (type === 'begin') this.#fields.push('');
    else if (type === 'separate' || type === 'end') this.#readField(this.#fields.at(-1) ?? '');
    if (type === 'separate') this.#fields[this.#fields.length - 1] = '';
    else if (type === 'end') this.#fields.pop();
  }

  #readField(code: string): void {
    const text = fieldText(code);
    if (text !== undefined) this.#builder.formula(text);
  }

  #readChunk(id: string): void {
    const chunk = this.#chunks.get(id);
    if (!chunk) this.losses.push({ reason: 'missing-part', value: 'a part in another format (altChunk)' });
    else if ('reason' in chunk) this.losses.push(chunk);
    else this.#builder.blocks(chunk.blocks);
  }
}

/** Stands for a sign of a font that nothing is known of, so that it is seen that one was there. */
const unknownSign = '□';

const scripts: Readonly<Record<string, Script | undefined>> = {
  superscript: 'superscript',
  subscript: 'subscript',
};

function noteName(element: string, id: string | undefined): string {
  return `${element.startsWith('w:footnote') ? 'footnote' : 'endnote'} ${id}`;
}

interface Styles {
  /** Names of styles that are headings: by their built-in name, their level in the outline, or what they are based on. */
  readonly headings: ReadonlySet<string>;
  /** Styles of raised or lowered letters. */
  readonly scripts: ReadonlyMap<string, Script>;
}

function readStyles(xml: Buffer | undefined): Styles {
  const headings = new Set<string>();
  const raised = new Map<string, Script>();
  const basedOn = new Map<string, string>();
  let style = '';
  readXml(xml ?? '', {
    open(name, attributes) {
      const value = attributes['w:val'] ?? '';
      const script = name === 'w:vertAlign' ? scripts[value] : undefined;
      if (name === 'w:style') style = attributes['w:styleId'] ?? '';
      else if (name === 'w:name' && /^(heading \d|title|subtitle)$/i.test(value)) headings.add(style);
      else if (name === 'w:outlineLvl' && Number(value) < 9) headings.add(style);
      else if (name === 'w:basedOn') basedOn.set(style, value);
      else if (script && style !== '') raised.set(style, script);
    },
  });
  for (const [own, parent] of basedOn) if (headings.has(parent)) headings.add(own);
  return { headings, scripts: raised };
}
