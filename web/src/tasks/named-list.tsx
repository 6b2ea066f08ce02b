import { texts } from '../language/language.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { taskTexts } from './task-texts.ts';
import { useList } from './use-list.ts';

/** The forms or the letters there are, each a link. */
export function NamedList({ task }: { task: 'form' | 'letter' }) {
  const words = taskTexts.value;
  const { list, error } = useList(task);
  return (
    <>
      <a class="link" href="/#/tasks">
        ← {words.back}
      </a>
      <h1>{task === 'form' ? words.chooseForm : words.chooseLetter}</h1>
      <ErrorNote error={error.value} words={words.errors} />
      {!list.value && !error.value && <p class="quiet-words">{texts.value.loading}</p>}
      <ul class="task-cards small-cards">
        {list.value?.map(({ id, title }) => (
          <li key={id}>
            <a href={`/#/tasks/${task}/${id}`} lang="tg">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
