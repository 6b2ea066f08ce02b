import { useEffect } from 'preact/hooks';
import { canListen, lookForListening } from '../chat/composer/listening.ts';
import { canRead } from '../chat/exchanges/speech.ts';
import { comfortTexts } from './comfort-texts.ts';
import { openWindow } from './open-window.ts';
import { chooseEasyReading, chooseTextSize, easyReading, textSize, textSizes } from './reading-choices.ts';

/** How text is shown; what this device can say and hear; the tour and the shortcuts. */
export function ReadingSettings() {
  const words = comfortTexts.value;
  useEffect(() => void lookForListening(), []);
  return (
    <>
      <label class="choice">
        <span>{words.textSize}</span>
        <select value={textSize.value} onChange={(event) => chooseTextSize(event.currentTarget.value)}>
          {textSizes.map((size) => (
            <option key={size} value={size}>
              {words.textSizes[size]}
            </option>
          ))}
        </select>
      </label>
      <label class="tick">
        <input
          type="checkbox"
          checked={easyReading.value}
          onChange={(event) => chooseEasyReading(event.currentTarget.checked)}
        />
        <span>{words.easyReading}</span>
      </label>
      <p class="hint">{words.voices[canRead.value]}</p>
      <p class="hint">{canListen.value ? words.listens : words.listensNot}</p>
      <div class="links">
        <button type="button" class="link" onClick={() => (openWindow.value = 'tour')}>
          {words.tourTitle}
        </button>
        <button type="button" class="link" onClick={() => (openWindow.value = 'shortcuts')}>
          {words.shortcuts}
        </button>
      </div>
    </>
  );
}
