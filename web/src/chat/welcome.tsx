import { hasSeenTour } from '../comfort/first-run.ts';
import { openWindow } from '../comfort/open-window.ts';
import { texts } from '../language/language.ts';
import { exampleQuestions } from '../language/messages/tg.ts';
import { fill } from '../language/plural.ts';
import { Rosette } from '../parts/icons.tsx';
import { session } from '../server/session.ts';
import { askedBook } from './conversation/asked-book.ts';
import { ask } from './conversation/open-conversation.ts';
import { Rules } from './rules.tsx';

/** What is shown before the first question. */
export function Welcome() {
  const words = texts.value;
  const name = session.value?.person?.name;
  const isSchool = session.value?.mode === 'school';
  const isClosed = session.value?.class?.open === false;
  return (
    <section class="welcome">
      <Rosette />
      <h2>{isSchool && name ? fill(words.greetingByName, { name }) : words.greeting}</h2>
      <p class="introduction">{isSchool ? words.introductionSchool : words.introduction}</p>
      <Rules />
      {!hasSeenTour.value && (
        <button
          type="button"
          class="link"
          onClick={() => {
            openWindow.value = 'tour';
          }}
        >
          {words.tour}
        </button>
      )}
      {!isClosed && !askedBook.value && (
        <>
          <p class="examples-title" id="examples">
            {words.examplesTitle}
          </p>
          <ul class="examples" aria-labelledby="examples">
            {exampleQuestions.map((question) => (
              <li key={question}>
                <button type="button" lang="tg" onClick={() => void ask({ text: question, parentId: null })}>
                  {question}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
