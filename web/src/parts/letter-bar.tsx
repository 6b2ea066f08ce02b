import { useSignal } from '@preact/signals';
import { texts } from '../../language/language.ts';
import { Icon } from '../../parts/icons.tsx';

/** The letters that Russian keyboards lack. */
const tajikLetters = ['ғ', 'ӣ', 'қ', 'ӯ', 'ҳ', 'ҷ'];

/**
 * The Tajik letters, one tap away. With shift held on a keyboard, or after a tap on the arrow, the next
 * letter is a capital.
 */
export function LetterBar({ shiftHeld, insert }: { shiftHeld: boolean; insert: (letter: string) => void }) {
  const nextIsCapital = useSignal(false);
  const capital = shiftHeld || nextIsCapital.value;
  return (
    // The keyboard of a phone stays open only if the text field keeps the focus.
    <div
      class="letters"
      role="toolbar"
      aria-label={texts.value.letters}
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      {tajikLetters.map((lower) => {
        const letter = capital ? lower.toUpperCase() : lower;
        return (
          <button
            key={lower}
            type="button"
            lang="tg"
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
        aria-label={texts.value.capitals}
        title={texts.value.capitals}
        aria-pressed={capital}
        onClick={() => {
          nextIsCapital.value = !nextIsCapital.value;
        }}
      >
        <Icon name="shift" />
      </button>
    </div>
  );
}
