import { route } from '../routes.ts';
import './log-in.css';
import { PasswordLogIn } from './password-log-in.tsx';
import { PupilLogIn } from './pupil-log-in.tsx';

/** Who comes to the page without a session: a pupil first of all, a teacher on another sheet. */
export function LogInPage() {
  const [place, part] = route.value;
  return (
    <main id="main" tabIndex={-1} class="sheet-page">
      {place === 'log-in' && part === 'teacher' ? <PasswordLogIn /> : <PupilLogIn />}
    </main>
  );
}
