import { useSignal } from '@preact/signals';
import { startNew } from './chat/conversation/open-conversation.ts';
import { forgetConversations } from './chat/list/conversations.ts';
import { ReadingSettings } from './comfort/reading-settings.tsx';
import { installPrompt } from './install.ts';
import { errorText } from './language/error-text.ts';
import { chooseLanguage, language, languageNames, texts } from './language/language.ts';
import { Dialog } from './parts/dialog.tsx';
import { go } from './routes.ts';
import { codeOf } from './server/server-error.ts';
import { keepsConversations, logOut, person, saveChoice, session } from './server/session.ts';
import type { Script } from './server/types.ts';
import { appearance, chooseAppearance } from './theme.ts';

/** Language, looks, script of the answers, one's own data, log-out. */
export function Settings({ onClose }: { onClose: () => void }) {
  const words = texts.value;
  const own = person.value;
  const error = useSignal<string | undefined>(undefined);
  const isSchool = session.value?.mode === 'school' && own !== null;
  const leave = async () => {
    try {
      await logOut();
      startNew();
      forgetConversations();
      go('', true);
      onClose();
    } catch (problem) {
      error.value = codeOf(problem);
    }
  };
  return (
    <Dialog title={words.settings} onClose={onClose}>
      {isSchool && (
        <p class="who">
          <strong>{own.name}</strong>
          {session.value?.class && <span>{session.value.class.name}</span>}
        </p>
      )}
      <Choice
        label={words.language}
        value={language.value}
        options={languageNames}
        onChange={(code) => void chooseLanguage(code)}
      />
      <Choice
        label={words.appearance}
        value={appearance.value}
        options={words.appearances}
        onChange={chooseAppearance}
      />
      <ReadingSettings />
      {own && keepsConversations.value && (
        <Choice
          label={words.script}
          value={own.script}
          options={words.scripts}
          onChange={(script) =>
            void saveChoice({ script: script as Script }).catch((problem) => {
              error.value = codeOf(problem);
            })
          }
        />
      )}
      <div class="links">
        {installPrompt.value && (
          <button type="button" class="link" onClick={() => void installPrompt.value?.prompt()}>
            {words.install}
          </button>
        )}
        {own && keepsConversations.value && (
          <a class="link" href="/api/me/export" download>
            {words.myData}
          </a>
        )}
        {session.value?.mode === 'open' && (
          <button
            type="button"
            class="link"
            onClick={() => {
              onClose();
              go('set-up');
            }}
          >
            {words.setUp}
          </button>
        )}
        {isSchool && (
          <button
            type="button"
            class="link"
            onClick={() => {
              onClose();
              go(own.role === 'pupil' ? 'pictures' : 'password');
            }}
          >
            {own.role === 'pupil' ? words.pictures : words.password}
          </button>
        )}
        {isSchool && (
          <button type="button" class="link" onClick={() => void leave()}>
            {words.logOut}
          </button>
        )}
      </div>
      {error.value && (
        <p class="note error" role="alert">
          {errorText(error.value)}
        </p>
      )}
    </Dialog>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: Readonly<Record<string, string>>;
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {Object.entries(options).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
