/** A passage that an answer may use, as a reader sees it. */
export interface Passage {
  /** Title of the book, with grade where there is one: «География, синфи 8». */
  readonly book: string;
  /** Printed page, where there is one. */
  readonly page: string | undefined;
  readonly text: string;
}

/**
 * Passages in front of a question, numbered from 1: the form in which the model is taught to read, and in which it is
 * asked at school. An answer cites a passage by its number in brackets.
 */
export function readingPrompt(passages: readonly Passage[], question: string): string {
  const lines = passages.map(({ book, page, text }, index) => {
    const place = page === undefined ? '' : `, саҳ. ${page}`;
    return `[${index + 1}] Китоб «${book}»${place}: ${text}`;
  });
  return `${lines.join('\n')}\n\n${question}`;
}

/** What the reader says when no passage answers; a text that begins so is no answer. */
export const notInText = 'Дар матн ин гуфта нашудааст.';
