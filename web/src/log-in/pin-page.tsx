import { useSignal } from '@preact/signals';
import { texts } from '../language/language.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Form } from '../parts/form.tsx';
import { useAction } from '../parts/use-action.ts';
import { go } from '../routes.ts';
import { call } from '../server/call.ts';
import { take } from '../server/session.ts';
import type { Pin } from '../server/types.ts';
import './log-in.css';
import { PinPad, pinLength } from './pin-pad.tsx';
import { logInTexts } from './texts.ts';

/** A pupil changes the own pictures: first the present ones, then four others. */
export function PinPage() {
  const words = logInTexts.value;
  const old = useSignal<Pin>([]);
  const fresh = useSignal<Pin>([]);
  const action = useAction();
  const submit = () =>
    action.run(async () => {
      try {
        take(await call('POST /api/me/pin', { body: { old: old.value, new: fresh.value } }));
        go('', true);
      } catch (error) {
        old.value = [];
        throw error;
      }
    });
  const isComplete = old.value.length === pinLength && fresh.value.length === pinLength;
  return (
    <main id="main" tabIndex={-1} class="sheet-page">
      <Form class="sheet" submit={submit}>
        <h1>{words.changePin}</h1>
        <p>{words.changePinText}</p>
        <PinPad pin={old} isNew={false} />
        {old.value.length === pinLength && <PinPad pin={fresh} isNew={true} />}
        <ErrorNote
          error={action.error.value}
          words={{ 'wrong-log-in': words.wrongOldPin, 'bad-request': words.samePin }}
        />
        <button type="submit" class="button wide" disabled={action.isRunning.value || !isComplete}>
          {words.change}
        </button>
        <a class="link" href="/#/">
          {texts.value.cancel}
        </a>
      </Form>
    </main>
  );
}
