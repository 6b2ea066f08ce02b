import { texts } from '../language/language.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { taskTexts } from './task-texts.ts';
import { useForms } from './use-forms.ts';

/** The forms there are, each a link. */
export function FormsList() {
  const words = taskTexts.value;
  const { forms, error } = useForms();
  return (
    <>
      <a class="link" href="/#/tasks">
        ← {words.back}
      </a>
      <h1>{words.chooseForm}</h1>
      <ErrorNote error={error.value} words={words.errors} />
      {!forms.value && !error.value && <p class="quiet-words">{texts.value.loading}</p>}
      <ul class="task-cards small-cards">
        {forms.value?.map(({ id, title }) => (
          <li key={id}>
            <a href={`/#/tasks/form/${id}`} lang="tg">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
