import { useSignal } from '@preact/signals';
import type { Script } from '../../../../src/office/contract/index.ts';
import { CopyButton } from '../../parts/copy/copy-button.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useAction } from '../../parts/use-action.ts';
import { askTask } from '../task-client.ts';
import { taskTexts } from '../task-texts.ts';

const scripts = ['Cyrl', 'Latn', 'Arab'] as const satisfies readonly Script[];

/** The script most of whose letters stand in a text. */
function scriptOf(text: string): Script {
  const count = (letters: RegExp) => (text.match(letters) ?? []).length;
  const [cyrillic, latin, arabic] = [
    count(/\p{Script=Cyrillic}/gu),
    count(/\p{Script=Latin}/gu),
    count(/\p{Script=Arabic}/gu),
  ];
  if (arabic > cyrillic && arabic > latin) return 'Arab';
  return latin > cyrillic ? 'Latn' : 'Cyrl';
}

/** The same Tajik text in another script. */
export function OtherScript({ text }: { text: string }) {
  const words = taskTexts.value;
  const written = useSignal<{ readonly script: Script; readonly text: string } | undefined>(undefined);
  const action = useAction();
  const from = scriptOf(text);
  const write = (to: Script) =>
    action.run(async () => {
      written.value = { script: to, ...(await askTask('transliterate', { text, from, to })) };
    });
  return (
    <section aria-label={words.otherScript}>
      <h2>{words.otherScript}</h2>
      <p class="hint">{words.otherScriptHint}</p>
      <div class="buttons">
        {scripts
          .filter((script) => script !== from)
          .map((script) => (
            <button
              key={script}
              type="button"
              class="button quiet small"
              disabled={action.isRunning.value || text.trim() === ''}
              onClick={() => void write(script)}
            >
              {words.scripts[script]}
            </button>
          ))}
      </div>
      <ErrorNote error={action.error.value} words={words.errors} />
      {written.value && (
        <div role="status">
          <p
            class="plain-version"
            lang={written.value.script === 'Cyrl' ? 'tg' : `tg-${written.value.script}`}
            dir={written.value.script === 'Arab' ? 'rtl' : 'ltr'}
          >
            {written.value.text}
          </p>
          <CopyButton text={() => written.value?.text ?? ''} />
        </div>
      )}
    </section>
  );
}
