import { type Script, ScriptedText } from '../formulas/scripts.ts';
import { rowText } from '../table-cells.ts';
import type { TextBlock } from '../text-blocks.ts';

/** Something that takes finished blocks: the body, a cell, a note. */
interface Container {
  readonly blocks: TextBlock[];
}

interface Row extends Container {
  readonly cells: string[];
}

/** Builds the blocks of a document from the events of its XML, in which tables, notes and text boxes may lie in paragraphs. */
export class BlockBuilder {
  readonly #body: TextBlock[] = [];
  readonly #notes: TextBlock[] = [];
  readonly #containers: Container[] = [{ blocks: this.#body }];
  readonly #rows: Row[] = [];
  readonly #paragraphs: { text: ScriptedText; kind: TextBlock['kind'] }[] = [];

  openParagraph(kind: TextBlock['kind'] = 'paragraph'): void {
    this.#paragraphs.push({ text: new ScriptedText(), kind });
  }

  /** What the paragraph turns out to be, once its style is known. */
  setKind(kind: TextBlock['kind']): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.kind = kind;
  }

  text(text: string, script?: Script): void {
    this.#paragraphs.at(-1)?.text.add(text, script);
  }

  /** A formula, written on one line; one that is outside paragraphs is a paragraph. */
  formula(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.text.addFormula(text);
    else this.blocks([{ text, kind: 'paragraph' }]);
  }

  /** Finished blocks of a part in another format. */
  blocks(blocks: readonly TextBlock[]): void {
    this.#containers.at(-1)?.blocks.push(...blocks);
  }

  closeParagraph(): void {
    const { text, kind = 'paragraph' } = this.#paragraphs.pop() ?? {};
    const tidy = (text?.text ?? '')
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim();
    if (tidy !== '') this.#containers.at(-1)?.blocks.push({ text: tidy, kind });
  }

  openRow(): void {
    this.#rows.push({ cells: [], blocks: [] });
  }

  openCell(): void {
    this.#containers.push({ blocks: [] });
  }

  closeCell(): void {
    const cell = this.#containers.pop();
    this.#rows.at(-1)?.cells.push(cell?.blocks.map(({ text }) => text).join(' ') ?? '');
  }

  closeRow(): void {
    const text = rowText(this.#rows.pop()?.cells ?? []);
    if (text !== '') this.#containers.at(-1)?.blocks.push({ text, kind: 'row' });
  }

  openNote(): void {
    this.#containers.push({ blocks: [] });
  }

  /** Ends a note; `mark` is what stands for it in the text; without one it is left out. */
  closeNote(mark: string | undefined): void {
    const text = this.#containers
      .pop()
      ?.blocks.map((block) => block.text)
      .join(' ');
    if (text && mark !== undefined) this.#notes.push({ text: `[${mark}] ${text}`, kind: 'note' });
  }

  /** The blocks of the document, its notes at the end. */
  finish(): TextBlock[] {
    return [...this.#body, ...this.#notes];
  }
}
