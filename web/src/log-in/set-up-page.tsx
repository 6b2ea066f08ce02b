import { useSignal } from '@preact/signals';
import { ErrorNote } from '../parts/error-note.tsx';
import { Field } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { Rosette } from '../parts/icons.tsx';
import { useAction } from '../parts/use-action.ts';
import { go, route } from '../routes.ts';
import { call } from '../server/call.ts';
import { session, take } from '../server/session.ts';
import './log-in.css';
import { logInTexts } from './texts.ts';

/** The administrator's first step: school, name, password. Over the network only with the one-time link. */
export function SetUpPage() {
  const words = logInTexts.value;
  const [place, token] = route.value;
  const schoolName = useSignal('');
  const name = useSignal('');
  const password = useSignal('');
  const action = useAction();
  const isOpen = session.value?.mode === 'open';
  if (!isOpen && (place !== 'set-up' || !token)) {
    return (
      <main id="main" tabIndex={-1} class="sheet-page">
        <div class="sheet">
          <Rosette />
          <h1>{words.setUpTitle}</h1>
          <p>{words.setUpNeeded}</p>
        </div>
      </main>
    );
  }
  const submit = () =>
    action.run(async () => {
      const body = {
        ...(token && { token }),
        schoolName: schoolName.value.trim(),
        name: name.value.trim(),
        password: password.value,
      };
      const next = await call('POST /api/set-up', { body });
      go('school', true);
      take(next);
    });
  return (
    <main id="main" tabIndex={-1} class="sheet-page">
      <Form class="sheet" submit={submit}>
        <Rosette />
        <h1>{words.setUpTitle}</h1>
        <p>{words.setUpText}</p>
        <Field label={words.schoolName} value={schoolName} required maxLength={120} lang="tg" />
        <Field label={words.yourName} value={name} required maxLength={80} autocomplete="username" />
        <Field
          label={words.newPassword}
          hint={words.passwordHint}
          value={password}
          type="password"
          required
          minLength={10}
          autocomplete="new-password"
        />
        <ErrorNote
          error={action.error.value}
          words={{ 'not-allowed': words.badToken, 'bad-request': words.weakPassword }}
        />
        <button type="submit" class="button wide" disabled={action.isRunning.value}>
          {words.setUp}
        </button>
      </Form>
    </main>
  );
}
