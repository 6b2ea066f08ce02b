import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { openingText } from '../../language/durations.ts';
import { texts } from '../../language/language.ts';
import { fill } from '../../language/plural.ts';
import { Form } from '../../parts/form.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { Icon } from '../../parts/icons.tsx';
import { LetterBar } from '../../parts/letters/letter-bar.tsx';
import { session } from '../../server/session.ts';
import { askedBook } from '../conversation/asked-book.ts';
import { live } from '../conversation/live-answer.ts';
import { isBusy } from '../conversation/open-conversation.ts';
import { draft, edited, focusWishes, sendDraft, stopEditing } from './composer-state.ts';
import { ListenButton } from './listen-button.tsx';
import { MeantView } from './meant-view.tsx';

const maximumHeightPixels = 180;

/** Where the question is written: letters, text, and one button that sends or stops. */
export function Composer() {
  const field = useRef<HTMLTextAreaElement>(null);
  const words = texts.value;
  const stops = live.value !== undefined;

  useEffect(() => {
    // On a phone the keyboard would cover the page before it was read.
    if (matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, []);

  useEffect(() => {
    if (focusWishes.value > 0) field.current?.focus();
  }, [focusWishes.value]);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, maximumHeightPixels)}px`;
  }, [draft.value]);

  const insert = (letter: string) => {
    const element = field.current;
    if (!element) return;
    element.setRangeText(letter, element.selectionStart, element.selectionEnd, 'end');
    element.focus();
    draft.value = element.value;
  };

  const lesson = session.value?.class;
  if (lesson && !lesson.open) return <Closed opensAt={lesson.opensAt} />;
  return (
    <Form
      class="composer"
      label={words.placeholder}
      submit={() => (stops ? live.value?.stop() : sendDraft())}
    >
      <MeantView />
      {edited.value && (
        <p class="editing">
          <Icon name="pencil" />
          <span>{words.edit}</span>
          <IconButton icon="close" label={words.cancel} onClick={stopEditing} />
        </p>
      )}
      {askedBook.value && (
        <p class="editing">
          <Icon name="book" />
          <span>{fill(words.askingBook, { title: askedBook.value.title })}</span>
          <IconButton
            icon="close"
            label={words.askAllBooks}
            onClick={() => {
              askedBook.value = undefined;
            }}
          />
        </p>
      )}
      <LetterBar insert={insert} />
      <div class="field">
        <textarea
          ref={field}
          rows={1}
          lang="tg"
          enterkeyhint="send"
          aria-label={words.question}
          placeholder={words.placeholder}
          value={draft.value}
          onInput={(event) => {
            draft.value = event.currentTarget.value;
          }}
          onFocus={() => document.documentElement.classList.add('asking')}
          onBlur={() => document.documentElement.classList.remove('asking')}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && edited.value) stopEditing();
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void sendDraft();
          }}
        />
        <ListenButton
          onText={(text) => {
            draft.value = `${draft.value} ${text}`.trim();
            field.current?.focus();
          }}
        />
        <button
          type="submit"
          class={stops ? 'stop' : 'send'}
          disabled={!stops && (isBusy.value || draft.value.trim() === '')}
          aria-label={stops ? words.stop : words.send}
          title={stops ? words.stop : words.send}
        >
          <Icon name={stops ? 'stop' : 'send'} />
        </button>
      </div>
      <p class="caution">{words.caution}</p>
    </Form>
  );
}

function Closed({ opensAt }: { opensAt: number | null }) {
  const words = texts.value;
  const text = opensAt === null ? words.closed : fill(words.closedUntil, openingText(opensAt));
  return <p class="composer closed">{text}</p>;
}
