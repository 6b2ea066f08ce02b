import { ask } from './conversation.ts';
import { Rosette } from './icons.tsx';
import { texts } from './language.ts';
import { exampleQuestions } from './messages.ts';

/** What is shown before the first question. */
export function Welcome() {
  return (
    <section class="welcome">
      <Rosette />
      <h2>{texts.value.greeting}</h2>
      <p class="introduction">{texts.value.introduction}</p>
      <p class="examples-title" id="examples">
        {texts.value.examplesTitle}
      </p>
      <ul class="examples" aria-labelledby="examples">
        {exampleQuestions.map((question) => (
          <li key={question}>
            <button type="button" lang="tg" onClick={() => void ask(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
