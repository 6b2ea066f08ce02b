import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { timeText } from '../../language/durations.ts';
import { texts } from '../../language/language.ts';
import { fill } from '../../language/plural.ts';
import { Form } from '../../parts/form.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { Icon } from '../../parts/icons.tsx';
import { session } from '../../server/session.ts';
import { live } from '../conversation/live-answer.ts';
import { isBusy } from '../conversation/open-conversation.ts';
import { draft, edited, focusWishes, sendDraft, stopEditing } from './composer-state.ts';
import { LetterBar } from './letter-bar.tsx';
import { MeantView } from './meant-view.tsx';

const maximumHeightPixels = 180;

/** Where the question is written: letters, text, and one button that sends or stops. */
export function Composer() {
  const field = useRef<HTMLTextAreaElement>(null);
  const shiftHeld = useSignal(false);
  const words = texts.value;
  const stops = live.value !== undefined;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      shiftHeld.value = event.shiftKey;
    };
    const onBlur = () => {
      shiftHeld.value = false;
    };
    addEventListener('keydown', onKey);
    addEventListener('keyup', onKey);
    addEventListener('blur', onBlur);
    // On a phone the keyboard would cover the page before it was read.
    if (matchMedia('(pointer: fine)').matches) field.current?.focus();
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('keyup', onKey);
      removeEventListener('blur', onBlur);
    };
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
      <LetterBar shiftHeld={shiftHeld.value} insert={insert} />
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
          onKeyDown={(event) => {
            if (event.key === 'Escape' && edited.value) stopEditing();
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void sendDraft();
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
  const text = opensAt === null ? words.closed : fill(words.closedUntil, { time: timeText(opensAt) });
  return <p class="composer closed">{text}</p>;
}
