/** A page to be printed or sent on: its lines, in order. */
export interface Paper {
  readonly title: string;
  /** Stands above everything while the paper is a draft. */
  readonly note: string | null;
  readonly parts: readonly PaperPart[];
}

export type PaperPart =
  /** A label with its value; a value that is missing is a line to write on. */
  | { readonly kind: 'field'; readonly label: string; readonly value: string | null }
  | { readonly kind: 'text'; readonly text: string };

/** What stands for a value that nobody has given. */
export const blank = '____';
