import { useEffect } from 'preact/hooks';
import { ChatPage } from './chat/chat-page.tsx';
import { Header } from './header.tsx';
import { errorText } from './language/error-text.ts';
import { texts } from './language/language.ts';
import { lazyPage } from './parts/lazy-page.tsx';
import { Notice } from './parts/notice.tsx';
import { remembered } from './parts/remember.ts';
import { wantsToLeave } from './parts/unsaved.ts';
import { go, route } from './routes.ts';
import { hasTasks, keepsConversations, session } from './server/session.ts';
import { connect, connectError } from './start.ts';
import { keptMark } from './tasks/words/kept-mark.ts';

const LogInPage = lazyPage(async () => (await import('./log-in/log-in-page.tsx')).LogInPage);
const SetUpPage = lazyPage(async () => (await import('./log-in/set-up-page.tsx')).SetUpPage);
const PasswordPage = lazyPage(async () => (await import('./log-in/password-page.tsx')).PasswordPage);
const PinPage = lazyPage(async () => (await import('./log-in/pin-page.tsx')).PinPage);
const PracticePages = lazyPage(async () => (await import('./practice/practice-pages.tsx')).PracticePages);
const TeacherPages = lazyPage(async () => (await import('./teacher/teacher-pages.tsx')).TeacherPages);
const AdministratorPages = lazyPage(
  async () => (await import('./administrator/administrator-pages.tsx')).AdministratorPages,
);

const BooksPages = lazyPage(async () => (await import('./books/books-pages.tsx')).BooksPages);
const TasksPage = lazyPage(async () => (await import('./tasks/tasks-page.tsx')).TasksPage);
const LeaveQuestion = lazyPage(async () => (await import('./parts/leave-question.tsx')).LeaveQuestion);

export function App() {
  return (
    <>
      <button type="button" class="skip" onClick={() => document.querySelector('main')?.focus()}>
        {texts.value.toConversation}
      </button>
      <Header />
      <Place />
      {wantsToLeave.value && <LeaveQuestion />}
    </>
  );
}

function Place() {
  const current = session.value;
  const [place] = route.value;
  useEffect(() => {
    void connect();
  }, []);
  if (!current) {
    if (!connectError.value) return <main class="loading">{texts.value.loading}</main>;
    const hasWords = remembered(keptMark) !== null;
    if (hasWords && place === 'tasks') return <TasksPage />;
    return (
      <Notice text={errorText(connectError.value)}>
        <button type="button" class="button" onClick={() => void connect()}>
          {texts.value.retry}
        </button>
        {hasWords && (
          <a class="link" href="/#/tasks">
            {texts.value.withoutServer}
          </a>
        )}
      </Notice>
    );
  }
  if (current.mode === 'set-up' || (current.mode === 'open' && place === 'set-up')) return <SetUpPage />;
  if (!current.person) return <LogInPage />;
  if (current.person.mustChangePassword || place === 'password') return <PasswordPage />;
  const { role } = current.person;
  if (place === 'pictures' && role === 'pupil') return <PinPage />;
  if (place === 'practice' && role === 'pupil') return <PracticePages />;
  if (place === 'classes' && (role === 'teacher' || role === 'administrator')) return <TeacherPages />;
  if (place === 'school' && role === 'administrator') return <AdministratorPages />;
  if (place === 'books' && keepsConversations.value) return <BooksPages />;
  if (place === 'tasks' && hasTasks.value) return <TasksPage />;
  if (location.pathname !== '/') go('', true);
  return <ChatPage />;
}
