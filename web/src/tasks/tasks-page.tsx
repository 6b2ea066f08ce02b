import { useEffect } from 'preact/hooks';
import { texts } from '../language/language.ts';
import { route } from '../routes.ts';
import { FormTask } from './form-task.tsx';
import { FormsList } from './forms-list.tsx';
import { NoticeTask } from './notice-task.tsx';
import { taskTexts } from './task-texts.ts';
import './tasks.css';

/** `#/tasks`, `#/tasks/form`, `#/tasks/form/ID`, `#/tasks/notice`. */
export function TasksPage() {
  const [, task, id] = route.value;
  useEffect(() => {
    document.querySelector('main')?.scrollTo(0, 0);
  }, [task, id]);
  return (
    <main id="main" tabIndex={-1} class="tasks">
      <div class="tasks-inside">
        {task === 'form' && id !== undefined ? (
          <FormTask key={id} id={id} />
        ) : task === 'form' ? (
          <FormsList />
        ) : task === 'notice' ? (
          <NoticeTask />
        ) : (
          <Cards />
        )}
      </div>
    </main>
  );
}

function Cards() {
  const words = taskTexts.value;
  return (
    <>
      <h1>{texts.value.tasks}</h1>
      <p class="quiet-words">{words.introduction}</p>
      <ul class="task-cards">
        {(['form', 'notice'] as const).map((task) => (
          <li key={task}>
            <a href={`/#/tasks/${task}`}>
              <strong>{words.cards[task].title}</strong>
              <span>{words.cards[task].about}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
