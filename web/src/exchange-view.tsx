import { AnswerText } from './answer-text.tsx';
import { type Exchange, retry } from './conversation.ts';
import { texts } from './language.ts';

/** A question and its answer, with what went wrong and a way to try again. */
export function ExchangeView({ exchange, isLast }: { exchange: Exchange; isLast: boolean }) {
  const words = texts.value;
  const state = exchange.state.value;
  const writing = state === 'writing';
  return (
    <article class="exchange" aria-busy={writing}>
      <h2 class="hidden">{words.you}</h2>
      <p class="question" lang="tg">
        {exchange.question}
      </p>
      <h2 class="hidden">Соро</h2>
      {exchange.answer.value !== '' && (
        <div class={writing ? 'answer writing' : 'answer'} lang="tg">
          <AnswerText text={exchange.answer.value} />
        </div>
      )}
      {writing && exchange.answer.value === '' && (
        <p class="waiting">
          <span class="hidden">{words.writing}</span>
          <i />
          <i />
          <i />
        </p>
      )}
      {exchange.droppedMessages.value > 0 && <p class="note">{words.dropped}</p>}
      {state === 'stopped' && <p class="note">{words.stopped}</p>}
      {state === 'cut-short' && <p class="note">{words.cutShort}</p>}
      {state === 'failed' && (
        <p class="note error" role="alert">
          {words.errors[exchange.error.value ?? 'failed']}
        </p>
      )}
      {isLast && (state === 'failed' || state === 'stopped') && (
        <button type="button" class="retry" onClick={() => void retry()}>
          {words.retry}
        </button>
      )}
    </article>
  );
}
