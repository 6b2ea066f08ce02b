import type { ComponentChildren } from 'preact';
import { ErrorNote } from '../parts/error-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { PrintSheet } from '../staff/print/print-sheet.tsx';
import { taskTexts } from './task-texts.ts';

interface PaperButtonsProps {
  readonly title: string;
  readonly isComplete: boolean;
  /** Asks the server for the file and gives it to the person. */
  readonly save: (format: 'docx' | 'text', fileName: string) => Promise<void>;
  /** What stands on the paper below its title. */
  readonly children: ComponentChildren;
}

/** As the server's own papers are marked. */
const draftMark = 'ЛОИҲА';

/** What becomes of a form or a letter: paper, a Word file, text. While places are empty it is marked as a draft. */
export function PaperButtons({ title, isComplete, save, children }: PaperButtonsProps) {
  const words = taskTexts.value;
  const action = useAction();
  return (
    <>
      <p class="hint" role="status">
        {isComplete ? words.complete : words.incomplete}
      </p>
      <div class="buttons">
        <button type="button" class="button" onClick={() => print()}>
          {words.print}
        </button>
        <button
          type="button"
          class="button quiet"
          onClick={() => void action.run(() => save('docx', `${title}.docx`))}
        >
          {words.word}
        </button>
        <button
          type="button"
          class="button quiet"
          onClick={() => void action.run(() => save('text', `${title}.txt`))}
        >
          {words.plainText}
        </button>
      </div>
      <ErrorNote error={action.error.value} words={words.errors} />
      <PrintSheet>
        <article class="paper" lang="tg">
          {!isComplete && <p>{draftMark}</p>}
          {children}
        </article>
      </PrintSheet>
    </>
  );
}
