import { type FormulaNode, formulaText } from './formula.ts';

interface OpenNode extends FormulaNode {
  readonly children: (FormulaNode | string)[];
}

/** Builds a formula from the events of its XML, from the element that opens it to the one that closes it. */
export class FormulaBuilder {
  readonly #open: OpenNode[] = [];

  /** Whether a formula has begun and not ended. */
  get isOpen(): boolean {
    return this.#open.length > 0;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const node: OpenNode = { name: name.replace(/^.*:/, ''), attributes, children: [] };
    this.#open.at(-1)?.children.push(node);
    this.#open.push(node);
  }

  text(text: string): void {
    // White space between elements is none of the formula's.
    if (text.trim() !== '' || this.#open.at(-1)?.name === 't') this.#open.at(-1)?.children.push(text);
  }

  /** Closes an element; gives the whole formula's text when it was the outermost. */
  close(): string | undefined {
    const node = this.#open.pop();
    return node && this.#open.length === 0 ? formulaText(node) : undefined;
  }
}
