import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { TaskReply, TaskRequest, Tone } from '../../../src/office/contract/index.ts';
import { Area } from '../parts/area.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Form } from '../parts/form.tsx';
import { useAction } from '../parts/use-action.ts';
import { HandField } from './hand-field.tsx';
import { NextQuestion } from './next-question.tsx';
import { PaperButtons } from './paper-buttons.tsx';
import { askTask, saveTaskFile } from './task-client.ts';
import { taskTexts } from './task-texts.ts';
import { useList } from './use-list.ts';

const tones = ['polite', 'plain'] as const satisfies readonly Tone[];
const blank = '____';

/** One letter: what the person wants to say, the missing slots one by one, the tone, the paper. */
export function LetterTask({ id }: { id: string }) {
  const words = taskTexts.value;
  const areaId = useId();
  const { list, error } = useList('letter');
  const told = useSignal('');
  const tone = useSignal<Tone>('polite');
  const values = useSignal<Readonly<Record<string, string>>>({});
  const skipped = useSignal<readonly string[]>([]);
  const draft = useSignal<TaskReply<'draft'> | undefined>(undefined);
  const action = useAction();
  const asked = (): TaskRequest<'draft'> => ({
    letter: id,
    words: told.value,
    tone: tone.value,
    values: values.value,
  });
  const write = () =>
    action.run(async () => {
      draft.value = await askTask('draft', asked());
    });
  const put = (key: string, text: string) => {
    values.value = { ...values.value, [key]: text };
  };
  const letter = draft.value;
  const open = letter?.missing.find(({ key }) => !skipped.value.includes(key));
  return (
    <>
      <a class="link" href="/#/tasks/letter">
        ← {words.otherLetter}
      </a>
      <h1 lang="tg">{list.value?.find((one) => one.id === id)?.title ?? words.cards.letter.title}</h1>
      <ErrorNote error={error.value} words={words.errors} />
      <Form submit={write}>
        <Area
          id={areaId}
          label={words.say}
          hint={words.sayHint}
          required
          maxLength={10_000}
          value={told.value}
          onInput={(value) => {
            told.value = value;
          }}
        />
        <fieldset class="tones">
          <legend>{words.tone}</legend>
          {tones.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="tone"
                checked={tone.value === one}
                onChange={() => {
                  tone.value = one;
                  if (draft.value) void write();
                }}
              />
              <span>{words.tones[one]}</span>
            </label>
          ))}
        </fieldset>
        <button type="submit" class="button" disabled={action.isRunning.value}>
          {letter ? words.draftAgain : words.draftLetter}
        </button>
      </Form>
      <ErrorNote error={action.error.value} words={words.errors} />
      {letter && (
        <div class="task-columns">
          <div>
            {open && (
              <NextQuestion
                key={open.key}
                label={open.label}
                question={open.label}
                isBusy={action.isRunning.value}
                onAnswer={(text) => {
                  put(open.key, text);
                  void write();
                }}
                onSkip={() => {
                  skipped.value = [...skipped.value, open.key];
                }}
              />
            )}
            {letter.slots.map(({ key, label, value }) => (
              <HandField
                key={key}
                label={label}
                value={values.value[key] ?? value ?? ''}
                note={values.value[key] ? words.byHand : value === null ? words.empty : words.fromYourWords}
                onInput={(text) => put(key, text)}
                onDone={() => void write()}
              />
            ))}
          </div>
          <section aria-label={words.draft}>
            <h2>
              {words.draft}
              {!letter.isComplete && <span class="draft-mark"> · {words.notFinished}</span>}
            </h2>
            <p class="letter-text" lang="tg">
              {letter.text
                .split(blank)
                .flatMap((part, index) => (index === 0 ? [part] : [<mark key={index}>{blank}</mark>, part]))}
            </p>
            <PaperButtons
              title={letter.title}
              isComplete={letter.isComplete}
              save={(format, name) => saveTaskFile('letterPaper', name, { ...asked(), format })}
            >
              <p class="letter-paper">{letter.text}</p>
            </PaperButtons>
          </section>
        </div>
      )}
    </>
  );
}
