import { useSignal } from '@preact/signals';
import { texts } from '../language/language.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Field } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { useAction } from '../parts/use-action.ts';
import { go } from '../routes.ts';
import { call } from '../server/call.ts';
import { person, take } from '../server/session.ts';
import './log-in.css';
import { logInTexts } from './texts.ts';

/** A new password, at will or because the present one was only for the first log-in. */
export function PasswordPage() {
  const words = logInTexts.value;
  const old = useSignal('');
  const fresh = useSignal('');
  const action = useAction();
  const mustChange = person.value?.mustChangePassword === true;
  const submit = () =>
    action.run(async () => {
      const next = await call('POST /api/me/password', {
        body: { old: old.value, new: fresh.value },
      });
      go('classes', true);
      take(next);
    });
  return (
    <main id="main" tabIndex={-1} class="sheet-page">
      <Form class="sheet" submit={submit}>
        <h1>{words.passwordTitle}</h1>
        {mustChange && <p>{words.mustChange}</p>}
        <Field
          label={words.oldPassword}
          value={old}
          type="password"
          required
          autocomplete="current-password"
        />
        <Field
          label={words.newPassword}
          hint={words.passwordHint}
          value={fresh}
          type="password"
          required
          minLength={10}
          autocomplete="new-password"
        />
        <ErrorNote
          error={action.error.value}
          words={{ 'wrong-log-in': words.wrongOldPassword, 'bad-request': words.weakPassword }}
        />
        <button type="submit" class="button wide" disabled={action.isRunning.value}>
          {words.change}
        </button>
        {!mustChange && (
          <a class="link" href="/#/">
            {texts.value.cancel}
          </a>
        )}
      </Form>
    </main>
  );
}
