import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { TaskReply } from '../../../src/office/contract/index.ts';
import { fill } from '../language/plural.ts';
import { Area } from '../parts/area.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Form } from '../parts/form.tsx';
import { useAction } from '../parts/use-action.ts';
import { NoticeView } from './notice-view.tsx';
import { askTask, readDocument } from './task-client.ts';
import { taskTexts } from './task-texts.ts';

const maximumCharacters = 50_000;

interface Understood {
  readonly text: string;
  readonly notice: TaskReply<'notice'>;
}

/** A notice or a document, pasted or chosen, and what it asks of its reader. */
export function NoticeTask() {
  const words = taskTexts.value;
  const text = useSignal('');
  const chosenFile = useSignal<TaskReply<'document'> | undefined>(undefined);
  const wasCut = useSignal(false);
  const understood = useSignal<Understood | undefined>(undefined);
  const action = useAction();
  const id = useId();
  const take = (piece: string) => {
    wasCut.value = piece.length > maximumCharacters;
    text.value = piece.slice(0, maximumCharacters);
    understood.value = undefined;
  };
  const open = (file: File) =>
    action.run(async () => {
      const read = await readDocument(file);
      chosenFile.value = read;
      const [first] = read.sections;
      take(read.sections.length > 1 && first ? read.text.slice(first.start, first.end) : read.text);
    });
  const explain = () =>
    action.run(async () => {
      const asked = text.value;
      understood.value = { text: asked, notice: await askTask('notice', { text: asked }) };
    });
  const sections = chosenFile.value?.sections ?? [];
  return (
    <>
      <a class="link" href="/#/tasks">
        ← {words.back}
      </a>
      <h1>{words.cards.notice.title}</h1>
      <Form submit={explain}>
        <Area
          id={`${id}-text`}
          label={words.givenText}
          hint={words.givenTextHint}
          rows={6}
          required
          maxLength={maximumCharacters}
          value={text.value}
          onInput={(value) => {
            text.value = value;
          }}
        />
        {sections.length > 1 && (
          <label class="choice">
            <span>{words.section}</span>
            <select
              onChange={(event) => {
                const section = sections[Number(event.currentTarget.value)];
                if (section && chosenFile.value)
                  take(chosenFile.value.text.slice(section.start, section.end));
              }}
            >
              {sections.map(({ title, start, page }, index) => (
                <option key={start} value={index}>
                  {page === null ? title : `${title} (${fill(words.page, { n: page })})`}
                </option>
              ))}
            </select>
          </label>
        )}
        {wasCut.value && <p class="note">{words.tooLong}</p>}
        {chosenFile.value && chosenFile.value.losses.length > 0 && <p class="note">{words.losses}</p>}
        <div class="buttons file-choice">
          <button type="submit" class="button" disabled={action.isRunning.value}>
            {words.explain}
          </button>
          <input
            id={id}
            class="hidden"
            type="file"
            accept=".pdf,.docx,.odt,.html,.txt"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = '';
              if (file) void open(file);
            }}
          />
          <label class="button quiet" for={id}>
            {words.chooseFile}
          </label>
        </div>
      </Form>
      <ErrorNote error={action.error.value} words={words.errors} />
      {understood.value && <NoticeView text={understood.value.text} notice={understood.value.notice} />}
    </>
  );
}
