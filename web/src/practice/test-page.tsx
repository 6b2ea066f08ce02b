import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { timeText } from '../language/durations.ts';
import { language } from '../language/language.ts';
import { fill, plural } from '../language/plural.ts';
import { call } from '../server/call.ts';
import { codeOf } from '../server/server-error.ts';
import { Faces } from './faces.tsx';
import { OutboxNote } from './outbox-note.tsx';
import { practiceTexts } from './practice-texts.ts';
import { RetryNote } from './retry-note.tsx';
import { TestSheet } from './test-sheet.tsx';
import type { Sheet } from './types.ts';

/** A test: before the start, while it is written, after the end. */
export function TestPage({ id }: { id: string }) {
  const words = practiceTexts.value;
  const sheet = useSignal<Sheet | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  const attempt = async (load: () => Promise<Sheet>) => {
    try {
      sheet.value = await load();
      error.value = undefined;
    } catch (problem) {
      error.value = codeOf(problem);
    }
  };
  const load = () => attempt(() => call('GET /api/my-tests/:id', { path: { id } }));
  useEffect(() => void load(), []);
  const told = sheet.value;
  return (
    <>
      <a class="link way-back" href="/#/practice">
        ← {words.title}
      </a>
      <RetryNote code={error.value} onRetry={load} />
      {told && (
        <>
          <h1 lang="tg">{told.title}</h1>
          {told.state === 'not-started' && (
            <BeforeStart
              sheet={told}
              onStart={() => attempt(() => call('POST /api/my-tests/:id/start', { path: { id }, body: {} }))}
            />
          )}
          {told.state === 'writing' && (
            <TestSheet
              sheet={told}
              onEnd={load}
              onSubmit={() =>
                attempt(() => call('POST /api/my-tests/:id/submit', { path: { id }, body: {} }))
              }
            />
          )}
          {(told.state === 'submitted' || told.state === 'time-over') && <AfterEnd sheet={told} />}
        </>
      )}
    </>
  );
}

function BeforeStart({ sheet, onStart }: { sheet: Sheet; onStart: () => void }) {
  const words = practiceTexts.value;
  const { itemCount, minutes, opensAt, closesAt } = sheet;
  const isEarly = opensAt > Date.now();
  return (
    <>
      <p>
        {[
          plural(language.value, itemCount, words.questions),
          minutes === null ? '' : plural(language.value, minutes, words.minutes),
          isEarly
            ? fill(words.opens, { date: timeText(opensAt) })
            : fill(words.closes, { date: timeText(closesAt) }),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      <p>{words.startRule}</p>
      <button type="button" class="button" onClick={onStart}>
        {words.startTest}
      </button>
    </>
  );
}

function AfterEnd({ sheet }: { sheet: Sheet }) {
  const words = practiceTexts.value;
  const { result, state } = sheet;
  return (
    <>
      <p role="status">{state === 'submitted' ? words.submitted : words.timeOver}</p>
      <OutboxNote />
      {sheet.face && <Faces id={sheet.id} taken={sheet.face.taken} />}
      {result === null ? (
        <p>{words.resultLater}</p>
      ) : (
        <>
          <p class="today-count">{fill(words.result, { right: result.right, of: sheet.itemCount })}</p>
          <ol class="own-result">
            {result.items.map((item, place) => (
              <li key={`${place} ${item.question}`} class={item.isRight ? 'is-right' : 'is-wrong'}>
                <p lang="tg">{item.question}</p>
                <p>
                  <span aria-hidden="true">{item.isRight ? '✓' : '✗'}</span>{' '}
                  <span class="unseen">{item.isRight ? words.right : words.wrong}</span>
                  <span lang="tg">{item.typed ?? words.noAnswer}</span>
                </p>
                {!item.isRight && <p lang="tg">{fill(words.rightAnswer, { text: item.right })}</p>}
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
