import type { Signal } from '@preact/signals';
import { fill } from '../language/plural.ts';
import { session } from '../server/session.ts';
import type { Pin } from '../server/types.ts';
import { PinPicture } from './pin-picture.tsx';
import { logInTexts, pictureName } from './texts.ts';

export const pinLength = 4;

interface PinPadProps {
  readonly pin: Signal<Pin>;
  /** Someone who chooses sees what they chose; someone who logs in does not show it to their neighbour. */
  readonly isNew: boolean;
}

/** Twelve pictures; four of them in order are a pupil's PIN. */
export function PinPad({ pin, isNew }: PinPadProps) {
  const words = logInTexts.value;
  const chosen = pin.value;
  return (
    <fieldset class="pin">
      <legend>{isNew ? words.choosePin : words.enterPin}</legend>
      <div class="pin-slots">
        {Array.from({ length: pinLength }, (_, index) => {
          const picture = chosen[index];
          return (
            <span key={String(index)} class={picture ? 'slot filled' : 'slot'}>
              {picture && isNew && <PinPicture name={picture} />}
            </span>
          );
        })}
        <button
          type="button"
          class="link"
          disabled={chosen.length === 0}
          onClick={() => {
            pin.value = [];
          }}
        >
          {words.clear}
        </button>
      </div>
      <span class="hidden" role="status">
        {fill(words.chosen, { n: chosen.length })}
      </span>
      <div class="pin-grid">
        {(session.value?.pinPictures ?? []).map((picture) => (
          <button
            key={picture}
            type="button"
            aria-label={pictureName(picture)}
            title={pictureName(picture)}
            disabled={chosen.length >= pinLength}
            onClick={() => {
              pin.value = [...chosen, picture];
            }}
          >
            <PinPicture name={picture} />
          </button>
        ))}
      </div>
    </fieldset>
  );
}
