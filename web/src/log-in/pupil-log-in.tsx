import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { language } from '../language/language.ts';
import { fill, plural } from '../language/plural.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Field } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { Rosette } from '../parts/icons.tsx';
import { remember, remembered } from '../parts/remember.ts';
import { type Action, useAction } from '../parts/use-action.ts';
import { go, route } from '../routes.ts';
import { call } from '../server/call.ts';
import { take } from '../server/session.ts';
import type { Pin } from '../server/types.ts';
import { PinPad, pinLength } from './pin-pad.tsx';
import { logInTexts } from './texts.ts';

interface ClassToJoin {
  readonly code: string;
  readonly className: string;
  readonly teacherMayRead: boolean;
  readonly retentionDays: number;
}

// The devices of a class are used in that class again and again.
const storageKey = 'soro-class-code';
const joinedKey = 'soro-joined';

/** First the class, then nickname and pictures. */
export function PupilLogIn() {
  const found = useSignal<ClassToJoin | undefined>(undefined);
  const words = logInTexts.value;
  return (
    <div class="sheet">
      <Rosette />
      <h1>{words.title}</h1>
      {found.value ? <InClass found={found} joined={found.value} /> : <ClassForm found={found} />}
      {!found.value && (
        <a class="link" href="/#/log-in/teacher">
          {words.iAmTeacher}
        </a>
      )}
    </div>
  );
}

function ClassForm({ found }: { found: Signal<ClassToJoin | undefined> }) {
  const words = logInTexts.value;
  const linked = route.value[0] === 'join' ? route.value[1] : undefined;
  const code = useSignal(linked ?? remembered(storageKey) ?? '');
  const action = useAction();
  const look = () =>
    action.run(async () => {
      const typed = code.value.trim();
      const answer = await call('GET /api/join/:code', { path: { code: typed } });
      remember(storageKey, typed);
      found.value = { ...answer, code: typed };
    });
  useEffect(() => {
    if (code.value !== '') void look();
  }, []);
  return (
    <Form submit={look}>
      <Field
        label={words.code}
        hint={words.codeHint}
        value={code}
        required
        autocapitalize="characters"
        spellcheck={false}
        class="code-input"
        maxLength={40}
      />
      <ErrorNote error={action.error.value} words={{ 'not-found': words.unknownCode }} />
      <button type="submit" class="button wide" disabled={action.isRunning.value || code.value.trim() === ''}>
        {words.next}
      </button>
    </Form>
  );
}

interface InClassProps {
  readonly found: Signal<ClassToJoin | undefined>;
  readonly joined: ClassToJoin;
}

function InClass({ found, joined }: InClassProps) {
  const words = logInTexts.value;
  // Whoever has never joined from here is asked first; others see the log-in at once.
  const isNew = useSignal<boolean | undefined>(remembered(joinedKey) !== null ? false : undefined);
  const nickname = useSignal('');
  const pin = useSignal<Pin>([]);
  const action = useAction();
  const submit = () =>
    action.run(async () => {
      const body = { code: joined.code, nickname: nickname.value.trim(), pin: pin.value };
      try {
        const next = await call(isNew.value ? 'POST /api/join' : 'POST /api/log-in/pin', { body });
        go('', true);
        remember(joinedKey, 'yes');
        take(next);
      } catch (error) {
        pin.value = [];
        throw error;
      }
    });
  const choose = (fresh: boolean) => {
    isNew.value = fresh;
    pin.value = [];
    action.error.value = undefined;
  };
  return (
    <Form submit={submit}>
      <p class="class-name">
        <span>{fill(words.class, { name: joined.className })}</span>
        <button
          type="button"
          class="link"
          onClick={() => {
            remember(storageKey, '');
            found.value = undefined;
          }}
        >
          {words.otherClass}
        </button>
      </p>
      <fieldset class={isNew.value === undefined ? 'tabs first-choice' : 'tabs'}>
        <legend class="hidden">{words.title}</legend>
        <button
          type="button"
          ref={isNew.value === undefined ? focusOnce : null}
          aria-pressed={isNew.value === true}
          onClick={() => choose(true)}
        >
          {words.isNew}
        </button>
        <button type="button" aria-pressed={isNew.value === false} onClick={() => choose(false)}>
          {words.wasHere}
        </button>
      </fieldset>
      {isNew.value !== undefined && (
        <WhoForm
          key={String(isNew.value)}
          isNew={isNew.value}
          joined={joined}
          nickname={nickname}
          pin={pin}
          action={action}
        />
      )}
    </Form>
  );
}

interface WhoFormProps {
  readonly isNew: boolean;
  readonly joined: ClassToJoin;
  readonly nickname: Signal<string>;
  readonly pin: Signal<Pin>;
  readonly action: Action;
}

function WhoForm({ isNew, joined, nickname, pin, action }: WhoFormProps) {
  const words = logInTexts.value;
  return (
    <>
      {isNew && (
        <p class="rules">
          {joined.teacherMayRead ? words.mayRead : words.mayNotRead}{' '}
          {plural(language.value, joined.retentionDays, words.kept)}
        </p>
      )}
      <Field
        label={words.nickname}
        {...(isNew && { hint: words.nicknameHint })}
        takesFocus={true}
        value={nickname}
        required
        maxLength={40}
        lang="tg"
        spellcheck={false}
        autocapitalize="words"
      />
      <PinPad pin={pin} isNew={isNew} />
      <ErrorNote
        error={action.error.value}
        words={{
          'wrong-log-in': words.wrongPin,
          'already-used': words.nicknameTaken,
          'not-allowed': words.closedClass,
        }}
      />
      <button
        type="submit"
        class="button wide"
        disabled={action.isRunning.value || pin.value.length < pinLength || nickname.value.trim() === ''}
      >
        {isNew ? words.join : words.logIn}
      </button>
    </>
  );
}

// The same function each time: so it is called once, when the button appears.
function focusOnce(element: HTMLButtonElement | null): void {
  element?.focus();
}
