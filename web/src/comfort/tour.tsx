import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { installPrompt } from '../install.ts';
import { texts } from '../language/language.ts';
import { fill } from '../language/plural.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Icon, type IconName } from '../parts/icons.tsx';
import { comfortTexts } from './comfort-texts.ts';
import { sawTour } from './first-run.ts';

const icons: readonly IconName[] = ['chat', 'book', 'tasks', 'settings'];

/** Four cards for who is here for the first time: asking, sources, tasks, settings. */
export function Tour({ onClose }: { onClose: () => void }) {
  const words = comfortTexts.value;
  const step = useSignal(0);
  const card = useRef<HTMLHeadingElement>(null);
  useEffect(sawTour, []);
  const move = (to: number) => {
    step.value = to;
    card.current?.focus();
  };
  const isLast = step.value === icons.length - 1;
  const shown = words.tour[step.value];
  const icon = icons[step.value];
  if (!shown || !icon) return null;
  return (
    <Dialog title={words.tourTitle} onClose={onClose} class="tour">
      <p class="hint">{fill(words.step, { n: step.value + 1, of: icons.length })}</p>
      <h3 ref={card} tabIndex={-1}>
        <Icon name={icon} /> {shown.title}
      </h3>
      <p>{shown.text}</p>
      {isLast && installPrompt.value && (
        <button type="button" class="button quiet" onClick={() => void installPrompt.value?.prompt()}>
          {texts.value.install}
        </button>
      )}
      <div class="buttons">
        {step.value > 0 && (
          <button type="button" class="button quiet" onClick={() => move(step.value - 1)}>
            {words.back}
          </button>
        )}
        <button type="button" class="button" onClick={() => (isLast ? onClose() : move(step.value + 1))}>
          {isLast ? words.begin : words.next}
        </button>
      </div>
    </Dialog>
  );
}
