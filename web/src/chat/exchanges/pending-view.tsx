import { durationText } from '../../language/durations.ts';
import { errorText } from '../../language/error-text.ts';
import { texts } from '../../language/language.ts';
import { fill } from '../../language/plural.ts';
import { draft, focusWishes } from '../composer/composer-state.ts';
import { isGivenUp, type Pending, sendAgain, takeBack } from '../conversation/open-conversation.ts';
import { WaitingDots } from './waiting-dots.tsx';

/** A question on its way to the server: it is sent until the server has confirmed it. */
export function PendingView({ pending }: { pending: Pending }) {
  const words = texts.value;
  const { trouble } = pending;
  const back = () => {
    draft.value = takeBack();
    focusWishes.value += 1;
  };
  return (
    <article class="exchange" aria-busy={!isGivenUp(pending)}>
      <div class="asked">
        <h2 class="hidden">{words.you}</h2>
        <p class="question" lang="tg">
          {pending.question.text}
        </p>
      </div>
      {!isGivenUp(pending) && <WaitingDots />}
      {trouble && (
        <div class={isGivenUp(pending) ? 'note error' : 'note'} role="alert">
          {errorText(trouble.code, trouble.seconds)}
          {trouble.seconds !== undefined && (
            <> {fill(words.triedAgain, { time: durationText(trouble.seconds) })}</>
          )}
        </div>
      )}
      {trouble && (
        <div class="buttons">
          {isGivenUp(pending) && (
            <button type="button" class="button outline" onClick={() => void sendAgain()}>
              {words.retry}
            </button>
          )}
          <button type="button" class="button quiet" onClick={back}>
            {words.takeBack}
          </button>
        </div>
      )}
    </article>
  );
}
