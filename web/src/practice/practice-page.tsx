import { useSignal } from '@preact/signals';
import { timeText } from '../language/durations.ts';
import { language } from '../language/language.ts';
import { fill, plural } from '../language/plural.ts';
import { Loaded } from '../staff/loaded.tsx';
import { useResource } from '../staff/use-resource.ts';
import { Asking, type Choice } from './asking.tsx';
import { OutboxNote } from './outbox-note.tsx';
import { practiceTexts } from './practice-texts.ts';
import type { OwnTest, Practice } from './types.ts';

const everyMs = 30_000;

/** What a pupil can practise, how far they are, and the tests of the class. */
export function PracticePage() {
  const words = practiceTexts.value;
  const practice = useResource('GET /api/practice', { everyMs });
  const tests = useResource('GET /api/my-tests', { everyMs });
  const choice = useSignal<Choice | undefined>(undefined);
  if (choice.value) {
    return (
      <Asking
        choice={choice.value}
        onEnd={() => {
          choice.value = undefined;
          void practice.load();
        }}
      />
    );
  }
  const start = (next: Choice) => {
    choice.value = next;
  };
  return (
    <>
      <h1>{words.title}</h1>
      <OutboxNote />
      <OwnTests tests={tests.value.value?.tests ?? []} />
      <Loaded resource={practice}>
        {(told) =>
          told.isClosed ? <p class="note">{words.closed}</p> : <Overview told={told} onStart={start} />
        }
      </Loaded>
    </>
  );
}

function Overview({ told, onStart }: { told: Practice; onStart: (choice: Choice) => void }) {
  const words = practiceTexts.value;
  const { today, assignments, topics, weak } = told;
  if (topics.length === 0) return <p class="quiet-text">{words.noItems}</p>;
  return (
    <>
      <section class="today">
        <div>
          <p class="today-count">{fill(words.today, { ...today })}</p>
          <progress
            max={today.budget}
            value={Math.min(today.answers, today.budget)}
            aria-label={fill(words.today, { ...today })}
          />
          <p class="hint">
            {[
              today.due > 0 ? plural(language.value, today.due, words.due) : '',
              today.streak > 1 ? plural(language.value, today.streak, words.streak) : '',
            ]
              .filter((part) => part !== '')
              .join(' · ')}
          </p>
        </div>
        <button type="button" class="button" onClick={() => onStart({})}>
          {words.start}
        </button>
      </section>
      {assignments.length > 0 && (
        <section>
          <h2>{words.assignments}</h2>
          <ul class="works">
            {assignments.map((work) => (
              <li key={work.id}>
                <span>
                  <strong lang="tg">{work.topic ?? work.subject}</strong>
                  <small>
                    {fill(words.done, { seen: work.seen, items: work.items })}
                    {work.dueAt !== null && ` · ${fill(words.until, { date: timeText(work.dueAt) })}`}
                  </small>
                </span>
                <button
                  type="button"
                  class="button small"
                  aria-label={`${words.start}: ${work.topic ?? work.subject}`}
                  onClick={() => onStart({ assignment: work.id })}
                >
                  {words.start}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {weak.length > 0 && (
        <section>
          <h2>{words.weak}</h2>
          <p lang="tg">{weak.map(({ subject, topic }) => topic ?? subject).join(', ')}</p>
          <button type="button" class="button quiet" onClick={() => onStart({ weak: '1' })}>
            {words.startWeak}
          </button>
        </section>
      )}
      <section>
        <h2>{words.subjects}</h2>
        {[...new Set(topics.map(({ subject }) => subject))].map((subject) => (
          <Subject
            key={subject}
            subject={subject}
            topics={topics.filter((one) => one.subject === subject)}
            onStart={onStart}
          />
        ))}
      </section>
    </>
  );
}

interface SubjectProps {
  readonly subject: string;
  readonly topics: Practice['topics'];
  readonly onStart: (choice: Choice) => void;
}

function Subject({ subject, topics, onStart }: SubjectProps) {
  const words = practiceTexts.value;
  const sum = (key: 'items' | 'known') => topics.reduce((total, topic) => total + topic[key], 0);
  return (
    <details class="subject">
      <summary>
        <strong lang="tg">{subject}</strong>
        <small>{fill(words.known, { known: sum('known'), items: sum('items') })}</small>
      </summary>
      <ul class="works">
        <li>
          <span>{words.allTopics}</span>
          <button
            type="button"
            class="button quiet small"
            aria-label={`${words.start}: ${subject}`}
            onClick={() => onStart({ subject })}
          >
            {words.start}
          </button>
        </li>
        {topics.map(({ topic, items, known }) =>
          topic === null ? null : (
            <li key={topic}>
              <span>
                <span lang="tg">{topic}</span>
                <small>{fill(words.done, { seen: known, items })}</small>
              </span>
              <button
                type="button"
                class="button quiet small"
                aria-label={`${words.start}: ${topic}`}
                onClick={() => onStart({ subject, topic })}
              >
                {words.start}
              </button>
            </li>
          ),
        )}
      </ul>
    </details>
  );
}

function OwnTests({ tests }: { tests: readonly OwnTest[] }) {
  const words = practiceTexts.value;
  if (tests.length === 0) return null;
  return (
    <section>
      <h2>{words.tests}</h2>
      <ul class="works">
        {tests.map((test) => (
          <li key={test.id}>
            <span>
              <strong lang="tg">{test.title}</strong>
              <small>
                {words.testStates[test.state]} ·{' '}
                {test.isOpen || test.opensAt < Date.now()
                  ? fill(words.closes, { date: timeText(test.closesAt) })
                  : fill(words.opens, { date: timeText(test.opensAt) })}
              </small>
            </span>
            <a
              class={`button small ${test.isOpen && test.state !== 'submitted' ? '' : 'quiet'}`}
              href={`/#/practice/test/${encodeURIComponent(test.id)}`}
              aria-label={`${test.state === 'writing' ? words.goOn : words.tests}: ${test.title}`}
            >
              {test.state === 'writing' ? words.goOn : '→'}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
