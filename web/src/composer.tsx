import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { answering, ask, stop } from './conversation.ts';
import { SendIcon, StopIcon } from './icons.tsx';
import { texts } from './language.ts';
import { LetterBar } from './letter-bar.tsx';

const maximumHeightPixels = 180;

/** Where the question is written: letters, text, and one button that sends or stops. */
export function Composer() {
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useSignal('');
  const shiftHeld = useSignal(false);

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

  const update = () => {
    const element = field.current;
    if (!element) return;
    text.value = element.value;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, maximumHeightPixels)}px`;
  };

  const insert = (letter: string) => {
    const element = field.current;
    if (!element) return;
    element.setRangeText(letter, element.selectionStart, element.selectionEnd, 'end');
    element.focus();
    update();
  };

  const send = () => {
    const element = field.current;
    if (!element || answering.value || element.value.trim() === '') return;
    void ask(element.value);
    element.value = '';
    update();
  };

  const busy = answering.value;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) stop();
        else send();
      }}
    >
      <LetterBar shiftHeld={shiftHeld.value} insert={insert} />
      <div class="field">
        <textarea
          ref={field}
          rows={1}
          lang="tg"
          enterkeyhint="send"
          aria-label={texts.value.question}
          placeholder={texts.value.placeholder}
          onInput={update}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="submit"
          class={busy ? 'stop' : 'send'}
          disabled={!busy && text.value.trim() === ''}
          aria-label={busy ? texts.value.stop : texts.value.send}
          title={busy ? texts.value.stop : texts.value.send}
        >
          {busy ? <StopIcon /> : <SendIcon />}
        </button>
      </div>
      <p class="caution">{texts.value.caution}</p>
    </form>
  );
}
