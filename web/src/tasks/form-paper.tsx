import { ErrorNote } from '../parts/error-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { PrintSheet } from '../staff/print/print-sheet.tsx';
import { saveTaskFile } from './task-client.ts';
import { taskTexts } from './task-texts.ts';

interface FormPaperProps {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly { readonly key: string; readonly label: string; readonly value: string | null }[];
}

const draftMark = 'ЛОИҲА';
const blankLine = '____________________';

/** What becomes of a form: paper, a Word file, text. */
export function FormPaper({ id, title, fields }: FormPaperProps) {
  const words = taskTexts.value;
  const action = useAction();
  const isComplete = fields.every(({ value }) => value !== null);
  const values = Object.fromEntries(fields.map(({ key, value }) => [key, value]));
  const save = (format: 'docx' | 'text', fileName: string) =>
    void action.run(() => saveTaskFile('formPaper', fileName, { form: id, values, format }));
  return (
    <>
      <p class="hint" role="status">
        {isComplete ? words.complete : words.incomplete}
      </p>
      <div class="buttons">
        <button type="button" class="button" onClick={() => print()}>
          {words.print}
        </button>
        <button type="button" class="button quiet" onClick={() => save('docx', `${title}.docx`)}>
          {words.word}
        </button>
        <button type="button" class="button quiet" onClick={() => save('text', `${title}.txt`)}>
          {words.plainText}
        </button>
      </div>
      <ErrorNote error={action.error.value} words={words.errors} />
      <PrintSheet>
        <article class="paper" lang="tg">
          {!isComplete && <p>{draftMark}</p>}
          <h1>{title}</h1>
          <dl>
            {fields.map(({ key, label, value }) => (
              <div key={key}>
                <dt>{label}</dt>
                <dd>{value ?? blankLine}</dd>
              </div>
            ))}
          </dl>
        </article>
      </PrintSheet>
    </>
  );
}
