import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { texts } from '../../language/language.ts';
import { Icon } from '../icons.tsx';

/** The letters that Russian keyboards lack. */
const tajikLetters = ['ғ', 'ӣ', 'қ', 'ӯ', 'ҳ', 'ҷ'];

/**
 * The Tajik letters, one tap away. With shift held on a keyboard, or after a tap on the arrow, the next letter is a
 * capital. It is one stop of the Tab key; the arrow keys go from letter to letter.
 */
export function LetterBar({ insert }: { insert: (letter: string) => void }) {
  const bar = useRef<HTMLDivElement>(null);
  const current = useSignal(0);
  const nextIsCapital = useSignal(false);
  const capital = useShiftHeld() || nextIsCapital.value;
  const move = (event: KeyboardEvent) => {
    const last = tajikLetters.length;
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: current.value === last ? 0 : current.value + 1,
      ArrowLeft: current.value === 0 ? last : current.value - 1,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    current.value = target;
    bar.current?.querySelectorAll('button')[target]?.focus();
  };
  return (
    // The keyboard of a phone stays open only if the text field keeps the focus.
    <div
      ref={bar}
      class="letters"
      role="toolbar"
      aria-label={texts.value.letters}
      onKeyDown={move}
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      {tajikLetters.map((lower, index) => {
        const letter = capital ? lower.toUpperCase() : lower;
        return (
          <button
            key={lower}
            type="button"
            lang="tg"
            tabIndex={index === current.value ? 0 : -1}
            onFocus={() => {
              current.value = index;
            }}
            onClick={(event) => {
              insert(event.shiftKey ? lower.toUpperCase() : letter);
              nextIsCapital.value = false;
            }}
          >
            {letter}
          </button>
        );
      })}
      <button
        type="button"
        class="shift"
        tabIndex={current.value === tajikLetters.length ? 0 : -1}
        aria-label={texts.value.capitals}
        title={texts.value.capitals}
        aria-pressed={capital}
        onFocus={() => {
          current.value = tajikLetters.length;
        }}
        onClick={() => {
          nextIsCapital.value = !nextIsCapital.value;
        }}
      >
        <Icon name="shift" />
      </button>
    </div>
  );
}

function useShiftHeld(): boolean {
  const held = useSignal(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      held.value = event.shiftKey;
    };
    const onBlur = () => {
      held.value = false;
    };
    addEventListener('keydown', onKey);
    addEventListener('keyup', onKey);
    addEventListener('blur', onBlur);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('keyup', onKey);
      removeEventListener('blur', onBlur);
    };
  }, []);
  return held.value;
}
