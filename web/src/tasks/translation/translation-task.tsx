import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Language, TaskReply } from '../../../../src/office/contract/index.ts';
import { languageNames } from '../../language/language.ts';
import { Area } from '../../parts/area.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Form } from '../../parts/form.tsx';
import { useAction } from '../../parts/use-action.ts';
import { askTask } from '../task-client.ts';
import { taskTexts } from '../task-texts.ts';
import { readGlossary } from './glossary-lines.ts';
import { OtherScript } from './other-script.tsx';
import { TranslationView } from './translation-view.tsx';

const languages = ['tg', 'ru', 'en'] as const satisfies readonly Language[];

/** Sentences of the memory, words of the word book, another script; a whole text where a larger model is behind. */
export function TranslationTask() {
  const words = taskTexts.value;
  const id = useId();
  const text = useSignal('');
  const from = useSignal<Language>('tg');
  const to = useSignal<Language>('ru');
  const glossary = useSignal('');
  const found = useSignal<TaskReply<'translate'> | undefined>(undefined);
  const action = useAction();
  const translate = (whole: boolean) =>
    action.run(async () => {
      found.value = await askTask('translate', {
        text: text.value,
        from: from.value,
        to: to.value,
        whole,
        ...(whole && { glossary: readGlossary(glossary.value) }),
      });
    });
  const choose = (side: typeof from, other: typeof from, chosen: string) => {
    const language = languages.find((one) => one === chosen);
    if (!language) return;
    // The other side never has the same language.
    if (other.value === language) other.value = side.value;
    side.value = language;
    found.value = undefined;
  };
  const side = (label: string, one: typeof from, other: typeof from) => (
    <label class="choice">
      <span>{label}</span>
      <select value={one.value} onChange={(event) => choose(one, other, event.currentTarget.value)}>
        {languages.map((language) => (
          <option key={language} value={language}>
            {languageNames[language]}
          </option>
        ))}
      </select>
    </label>
  );
  const canWhole = found.value?.canWhole === true;
  return (
    <>
      <a class="link" href="/#/tasks">
        ← {words.back}
      </a>
      <h1>{words.cards.translation.title}</h1>
      <Form submit={() => translate(false)}>
        <div class="two-sides">
          {side(words.from, from, to)}
          {side(words.to, to, from)}
        </div>
        <Area
          id={id}
          label={words.toTranslate}
          hint={words.toTranslateHint}
          lang={from.value}
          required
          maxLength={5000}
          value={text.value}
          onInput={(value) => {
            text.value = value;
          }}
        />
        {canWhole && (
          <Area
            id={`${id}-terms`}
            label={words.glossary}
            hint={words.glossaryHint}
            rows={3}
            value={glossary.value}
            onInput={(value) => {
              glossary.value = value;
            }}
          />
        )}
        <div class="buttons">
          <button type="submit" class="button" disabled={action.isRunning.value}>
            {words.translate}
          </button>
          {canWhole && (
            <button
              type="button"
              class="button quiet"
              disabled={action.isRunning.value || text.value.trim() === ''}
              onClick={() => void translate(true)}
            >
              {words.translateWhole}
            </button>
          )}
        </div>
      </Form>
      <ErrorNote error={action.error.value} words={words.errors} />
      {found.value && <TranslationView found={found.value} from={from.value} to={to.value} />}
      {from.value === 'tg' && <OtherScript text={text.value} />}
    </>
  );
}
