import { useEffect } from 'preact/hooks';
import { texts } from '../language/language.ts';
import { route } from '../routes.ts';
import { session } from '../server/session.ts';
import { FormTask } from './form-task.tsx';
import { LetterTask } from './letter-task.tsx';
import { NamedList } from './named-list.tsx';
import { NoticeTask } from './notice-task.tsx';
import { taskTexts } from './task-texts.ts';
import { TranslationTask } from './translation/translation-task.tsx';
import { WordsTask } from './words/words-task.tsx';
import { WritingTask } from './writing/writing-task.tsx';
import './tasks.css';

const tasks = ['form', 'notice', 'letter', 'writing', 'translation', 'words'] as const;
/** What a device that keeps the word book can do without the server. */
const withoutServer = ['writing', 'words'] as const;

/** `#/tasks`, `#/tasks/TASK`, and of forms and letters `#/tasks/TASK/ID`. */
export function TasksPage() {
  const [, task, id] = route.value;
  useEffect(() => {
    document.querySelector('main')?.scrollTo(0, 0);
  }, [task, id]);
  return (
    <main id="main" tabIndex={-1} class="tasks">
      <div class="tasks-inside">
        <Task task={task} id={id} />
      </div>
    </main>
  );
}

function Task({ task, id }: { task: string | undefined; id: string | undefined }) {
  if (task === 'form') return id === undefined ? <NamedList task="form" /> : <FormTask key={id} id={id} />;
  if (task === 'letter')
    return id === undefined ? <NamedList task="letter" /> : <LetterTask key={id} id={id} />;
  if (task === 'notice') return <NoticeTask />;
  if (task === 'writing') return <WritingTask />;
  if (task === 'translation') return <TranslationTask />;
  if (task === 'words') return <WordsTask />;
  return <Cards />;
}

function Cards() {
  const words = taskTexts.value;
  return (
    <>
      <h1>{texts.value.tasks}</h1>
      <p class="quiet-words">{words.introduction}</p>
      <ul class="task-cards">
        {(session.value ? tasks : withoutServer).map((task) => (
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
