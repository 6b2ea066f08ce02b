import { useSignal } from '@preact/signals';
import { ErrorNote } from '../parts/error-note.tsx';
import { Field } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { Rosette } from '../parts/icons.tsx';
import { useAction } from '../parts/use-action.ts';
import { go } from '../routes.ts';
import { call } from '../server/call.ts';
import { take } from '../server/session.ts';
import { logInTexts } from './texts.ts';

/** Name and password, for teachers and administrators. */
export function PasswordLogIn() {
  const words = logInTexts.value;
  const name = useSignal('');
  const password = useSignal('');
  const action = useAction();
  const submit = async () => {
    const body = { name: name.value.trim(), password: password.value };
    await action.run(async () => {
      const next = await call('POST /api/log-in/password', { body });
      go(next.person?.mustChangePassword ? '' : 'classes', true);
      take(next);
    });
  };
  return (
    <Form class="sheet" submit={submit}>
      <Rosette />
      <h1>{words.teacherTitle}</h1>
      <Field label={words.name} value={name} required autocomplete="username" />
      <Field
        label={words.password}
        value={password}
        type="password"
        required
        autocomplete="current-password"
      />
      <ErrorNote error={action.error.value} words={{ 'wrong-log-in': words.wrongPassword }} />
      <button type="submit" class="button wide" disabled={action.isRunning.value}>
        {words.logIn}
      </button>
      <a class="link" href="/#/">
        {words.iAmPupil}
      </a>
    </Form>
  );
}
