import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { TaskReply } from '../../../../src/office/contract/index.ts';
import { fill } from '../../language/plural.ts';
import { Area } from '../../parts/area.tsx';
import { CopyButton } from '../../parts/copy/copy-button.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Form } from '../../parts/form.tsx';
import { useAction } from '../../parts/use-action.ts';
import { ServerError } from '../../server/server-error.ts';
import { askTask } from '../task-client.ts';
import { taskTexts } from '../task-texts.ts';
import { checkOffline } from '../words/check-offline.ts';
import { keptWords } from '../words/kept-words.ts';
import { applyChanges } from './apply-changes.ts';
import { ChangeList, type Offer, StyleNotes } from './change-list.tsx';

type Check = TaskReply<'check'>;

interface Checked {
  readonly text: string;
  /** The server was not there: only letters and spaces were looked at. */
  readonly isOffline: boolean;
  readonly offers: readonly Offer[];
  readonly notes: Check['suggestions'];
}

/** A text and what could be better in it: corrections are made and can be undone, style is only suggested. */
export function WritingTask() {
  const words = taskTexts.value;
  const id = useId();
  const text = useSignal('');
  const checked = useSignal<Checked | undefined>(undefined);
  const accepted = useSignal<readonly Offer[]>([]);
  const action = useAction();
  const check = () =>
    action.run(async () => {
      const asked = text.value;
      const { changes, suggestions, isOffline } = await checkText(asked);
      const turns = suggestions.flatMap((one): Offer[] =>
        one.after === null ? [] : [{ ...one, after: one.after }],
      );
      checked.value = {
        text: asked,
        isOffline,
        offers: [...changes, ...turns],
        notes: suggestions.filter(({ after }) => after === null),
      };
      accepted.value = changes;
    });
  const found = checked.value;
  const parts = found ? applyChanges(found.text, accepted.value) : [];
  const result = parts.map((part) => part.text).join('');
  return (
    <>
      <a class="link" href="/#/tasks">
        ← {words.back}
      </a>
      <h1>{words.cards.writing.title}</h1>
      <Form submit={check}>
        <Area
          id={id}
          label={words.yourText}
          hint={words.yourTextHint}
          rows={8}
          required
          maxLength={50_000}
          value={text.value}
          onInput={(value) => {
            text.value = value;
          }}
        />
        <button type="submit" class="button" disabled={action.isRunning.value}>
          {words.check}
        </button>
      </Form>
      <ErrorNote error={action.error.value} words={words.errors} />
      {found && (
        <div class="task-columns">
          <section aria-label={words.corrected}>
            <h2>{words.corrected}</h2>
            <p class="plain-version" lang="tg">
              {parts.map((part) => (part.change ? <mark key={part.start}>{part.text}</mark> : part.text))}
            </p>
            <div class="buttons">
              <button
                type="button"
                class="button quiet small"
                onClick={() => {
                  text.value = result;
                  checked.value = undefined;
                  document.getElementById(id)?.focus();
                }}
              >
                {words.goOnWriting}
              </button>
              <CopyButton text={() => result} />
            </div>
          </section>
          <section aria-label={words.changes} aria-live="polite">
            <h2>
              {found.offers.length === 0
                ? words.noSlips
                : fill(words.changesFound, { n: found.offers.length })}
            </h2>
            <p class="hint">{words.changesHint}</p>
            <ChangeList offers={found.offers} accepted={accepted} />
            <StyleNotes notes={found.notes} />
            <p class="hint">{found.isOffline ? words.checkedOffline : words.checkLimits}</p>
          </section>
        </div>
      )}
    </>
  );
}

/** The server's check; without the server what the kept word book can say. @throws as askTask. */
async function checkText(
  text: string,
): Promise<Pick<Check, 'changes' | 'suggestions'> & { readonly isOffline: boolean }> {
  try {
    return { ...(await askTask('check', { text })), isOffline: false };
  } catch (error) {
    const isOffline = error instanceof ServerError && error.code === 'offline';
    const book = isOffline ? await keptWords() : undefined;
    if (!book) throw error;
    const reasons = taskTexts.value.offlineReasons;
    const changes = checkOffline(text, book).map((change) => ({ ...change, reason: reasons[change.kind] }));
    return { changes, suggestions: [], isOffline: true };
  }
}
