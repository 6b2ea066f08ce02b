import { useMemo } from 'preact/hooks';
import { durationText } from '../../language/durations.ts';
import { errorText } from '../../language/error-text.ts';
import { language, texts } from '../../language/language.ts';
import { fill, ordinal } from '../../language/plural.ts';
import type { Answer } from '../../server/types.ts';
import { AnswerText } from '../../text/answer-text.tsx';
import { FormulaContext } from '../../text/formula.tsx';
import { type LiveAnswer, live, type Phase } from '../conversation/live-answer.ts';
import { answerAgain, goOn, isBusy, refusal } from '../conversation/open-conversation.ts';
import { KindBadge, WithSources } from '../sources/sources.tsx';
import { AnswerActions } from './answer-actions.tsx';
import { WaitingDots } from './waiting-dots.tsx';

interface AnswerViewProps {
  readonly answer: Answer;
  readonly isLast: boolean;
}

/** An answer, while it is written and afterwards, with what went wrong and what can be done with it. */
export function AnswerView({ answer, isLast }: AnswerViewProps) {
  const own = live.value?.id === answer.id ? live.value : undefined;
  const text = own ? own.text.value : answer.text;
  const formulas = useMemo(
    () => new Map(answer.formulas.map(({ source, mathml }) => [source, mathml])),
    [answer.formulas],
  );
  const grounding = own ? own.grounding.value : answer.grounding;
  return (
    <div class="reply">
      <h2 class="hidden">Соро</h2>
      {text !== '' && answer.source === 'model' && <KindBadge grounding={grounding} />}
      {text !== '' && (
        <div
          class={own ? 'answer writing' : 'answer'}
          id={`message-${answer.id}`}
          tabIndex={-1}
          lang="tg"
          dir={answer.script === 'Arab' ? 'rtl' : 'ltr'}
        >
          <FormulaContext.Provider value={own ? own.formulas.value : formulas}>
            <WithSources grounding={grounding}>
              <AnswerText text={text} open={own !== undefined} />
            </WithSources>
          </FormulaContext.Provider>
        </div>
      )}
      {own ? <PhaseView live={own} /> : <EndView answer={answer} isLast={isLast} />}
      {answer.correction && (
        <section class="correction" lang="tg">
          <h3>{texts.value.correction}</h3>
          <AnswerText text={answer.correction.text} />
        </section>
      )}
      {!own && text !== '' && <AnswerActions answer={answer} />}
    </div>
  );
}

function PhaseView({ live: own }: { live: LiveAnswer }) {
  const phase = own.phase.value;
  return (
    <>
      {phase.type !== 'writing' && <WaitingDots />}
      <p class="note phase" role="status">
        {phaseText(phase)}
      </p>
    </>
  );
}

function phaseText(phase: Phase): string {
  const words = texts.value;
  if (phase.type === 'moment') return words.oneMoment;
  if (phase.type === 'lost') return words.connectionLost;
  if (phase.type !== 'queue') return '';
  const place = ordinal(language.value, phase.position);
  return phase.seconds === null
    ? fill(words.queue, { place })
    : fill(words.queueWithTime, { place, time: durationText(phase.seconds) });
}

function EndView({ answer, isLast }: AnswerViewProps) {
  const words = texts.value;
  const { state } = answer;
  const ended = state === 'stopped' || state === 'interrupted' || state === 'cut-short';
  return (
    <>
      {answer.droppedMessages > 0 && <p class="note">{words.dropped}</p>}
      {state === 'stopped' && <p class="note">{words.stopped}</p>}
      {state === 'interrupted' && <p class="note">{words.interrupted}</p>}
      {state === 'cut-short' && <p class="note">{words.cutShort}</p>}
      {state === 'failed' && (
        <p class="note error" role="alert">
          {errorText(answer.error ?? 'failed')}
        </p>
      )}
      {isLast && refusal.value && (
        <p class="note error" role="alert">
          {errorText(refusal.value)}
        </p>
      )}
      {isLast && (ended || state === 'failed') && (
        <div class="buttons">
          {ended && answer.text !== '' && (
            <button
              type="button"
              class="button outline"
              disabled={isBusy.value}
              onClick={() => void goOn(answer.id)}
            >
              {words.goOn}
            </button>
          )}
          <button
            type="button"
            class="button outline"
            disabled={isBusy.value}
            onClick={() => void (answer.text === '' ? goOn(answer.id) : answerAgain(answer.parentId ?? ''))}
          >
            {words.retry}
          </button>
        </div>
      )}
    </>
  );
}
