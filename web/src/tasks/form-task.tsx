import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { TaskReply, Turn } from '../../../src/office/contract/index.ts';
import { fill } from '../language/plural.ts';
import { Area } from '../parts/area.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Form } from '../parts/form.tsx';
import { useAction } from '../parts/use-action.ts';
import { cutText } from '../text/cut-text.ts';
import { HandField } from './hand-field.tsx';
import { NextQuestion } from './next-question.tsx';
import { PaperButtons } from './paper-buttons.tsx';
import { askTask, saveTaskFile } from './task-client.ts';
import { taskTexts } from './task-texts.ts';
import { useList } from './use-list.ts';

type Filled = TaskReply<'fillForm'>;

/** What the server reads as «I have nothing for this». */
const declines = '-';
const blankLine = '____________________';

/** One form: told in one's own words, then question by question, corrected by hand, printed. */
export function FormTask({ id }: { id: string }) {
  const words = taskTexts.value;
  const inputId = useId();
  const { list, error } = useList('form');
  const told = useSignal('');
  const turns = useSignal<readonly Turn[]>([]);
  const filled = useSignal<Filled | undefined>(undefined);
  const byHand = useSignal<Readonly<Record<string, string>>>({});
  const action = useAction();
  const say = (turn: Turn) =>
    action.run(async () => {
      const next = [...turns.value, turn];
      filled.value = await askTask('fillForm', { form: id, turns: next });
      turns.value = next;
    });
  const form = filled.value;
  const shownIn = ({ key, value }: Filled['fields'][number]) => byHand.value[key] ?? value ?? '';
  const open = form?.fields.find((field) => !field.isDeclined && shownIn(field).trim() === '');
  return (
    <>
      <a class="link" href="/#/tasks/form">
        ← {words.otherForm}
      </a>
      <h1 lang="tg">{list.value?.find((one) => one.id === id)?.title ?? words.fields}</h1>
      <ErrorNote error={error.value} words={words.errors} />
      {!form && (
        <Form submit={() => say({ text: told.value })}>
          <Area
            id={inputId}
            label={words.tell}
            hint={words.tellHint}
            rows={6}
            required
            maxLength={20_000}
            value={told.value}
            onInput={(value) => {
              told.value = value;
            }}
          />
          <button type="submit" class="button" disabled={action.isRunning.value}>
            {words.fillIn}
          </button>
        </Form>
      )}
      {form && (
        <div class="task-columns">
          <div>
            <Told turns={turns.value} fields={form.fields} byHand={byHand.value} />
            {open && (
              <NextQuestion
                key={open.key}
                label={open.label}
                question={form.question?.key === open.key ? form.question.text : open.label}
                choices={open.choices}
                isBusy={action.isRunning.value}
                onAnswer={(text) => void say({ text, asked: open.key })}
                onSkip={() => void say({ text: declines, asked: open.key })}
              />
            )}
          </div>
          <section aria-label={words.fields}>
            {form.fields.map((field, index) => (
              <HandField
                key={field.key}
                label={field.label}
                value={shownIn(field)}
                note={
                  byHand.value[field.key] !== undefined
                    ? words.byHand
                    : field.source
                      ? fill(words.fromWords, { n: index + 1 })
                      : words.empty
                }
                onInput={(text) => {
                  byHand.value = { ...byHand.value, [field.key]: text };
                }}
              />
            ))}
            <PaperButtons
              title={form.title}
              isComplete={form.fields.every((field) => shownIn(field).trim() !== '')}
              save={(format, name) =>
                saveTaskFile('formPaper', name, {
                  form: id,
                  values: Object.fromEntries(
                    form.fields.map((field) => [field.key, shownIn(field).trim() || null]),
                  ),
                  format,
                })
              }
            >
              <h1>{form.title}</h1>
              <dl>
                {form.fields.map((field) => (
                  <div key={field.key}>
                    <dt>{field.label}</dt>
                    <dd>{shownIn(field).trim() || blankLine}</dd>
                  </div>
                ))}
              </dl>
            </PaperButtons>
          </section>
        </div>
      )}
      <ErrorNote error={action.error.value} words={words.errors} />
    </>
  );
}

interface ToldProps {
  readonly turns: readonly Turn[];
  readonly fields: Filled['fields'];
  readonly byHand: Readonly<Record<string, string>>;
}

/** The person's words; what went into the form is marked with the field's number. */
function Told({ turns, fields, byHand }: ToldProps) {
  const words = taskTexts.value;
  const spans = fields.flatMap(({ key, label, source }, index) =>
    source && byHand[key] === undefined ? [{ ...source, label, number: index + 1 }] : [],
  );
  return (
    <section class="told" aria-label={words.yourWords}>
      <h2>{words.yourWords}</h2>
      {turns.map(
        ({ text }, turn) =>
          text !== declines && (
            <p key={turn} lang="tg">
              {cutText(
                text,
                spans.filter((span) => span.turn === turn),
              ).map(({ text: part, start, spans: [span] }) =>
                span ? (
                  <mark key={start} title={span.label}>
                    {part}
                    <sup>{span.number}</sup>
                  </mark>
                ) : (
                  part
                ),
              )}
            </p>
          ),
      )}
    </section>
  );
}
