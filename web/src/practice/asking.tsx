import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { fill } from '../language/plural.ts';
import { Form } from '../parts/form.tsx';
import { call } from '../server/call.ts';
import { codeOf } from '../server/server-error.ts';
import { AnswerForm, isComplete } from './answer-form.tsx';
import { FeedbackView } from './feedback-view.tsx';
import { OutboxNote } from './outbox-note.tsx';
import { outcomes, sendAnswer, waitingFor } from './own-outbox.ts';
import { practiceTexts } from './practice-texts.ts';
import { RetryNote } from './retry-note.tsx';
import { TutorView } from './tutor-view.tsx';
import type { Feedback, PracticeBody, PracticeItem, Today, TutorTurn } from './types.ts';

/** What is practised: everything, a subject, a topic, work that was given, or weak topics. */
export interface Choice {
  readonly subject?: string;
  readonly topic?: string;
  readonly assignment?: string;
  readonly weak?: '1';
}

const portion = 8;
/** What a pupil types who does not know: the tutor reads it, in every language of the page. */
const helpWord = 'намедонам';
const answerFields = 'input, select, .parts button';

/** One question after the other. Some are there in advance, so that a lost line does not stop anybody. */
export function Asking({ choice, onEnd }: { choice: Choice; onEnd: () => void }) {
  const words = practiceTexts.value;
  const items = useSignal<readonly PracticeItem[] | undefined>(undefined);
  const today = useSignal<Today | undefined>(undefined);
  const value = useSignal('');
  const sent = useSignal<string | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  const isMore = useSignal(false);
  const withTutor = useSignal(false);
  const turn = useSignal<TutorTurn | undefined>(undefined);
  const place = useRef<HTMLDivElement>(null);

  const load = async () => {
    error.value = undefined;
    try {
      const query = { ...choice, limit: portion, ...(isMore.value && { more: '1' as const }) };
      const told = await call('GET /api/practice/items', { query });
      // What was answered without a line must not be asked again before it is sent.
      const waiting = new Set(waitingFor('').map(({ body }) => (body as PracticeBody).itemId));
      items.value = told.items.filter(({ id }) => !waiting.has(id));
      today.value = told.today;
      withTutor.value = told.withTutor;
      turn.value = items.value[0]?.tutor ?? undefined;
    } catch (problem) {
      error.value = codeOf(problem);
    }
  };
  useEffect(() => void load(), []);

  const item = items.value?.[0];
  const outcome = sent.value === undefined ? undefined : outcomes.value.get(sent.value);
  const feedback = outcome?.kind === 'done' ? (outcome.reply as Feedback) : undefined;
  const isTrying = feedback?.tutor?.phase === 'trying';
  const asksAgain = isTrying || feedback?.understood === null;
  const isAnswered = sent.value !== undefined && !asksAgain;

  useEffect(() => {
    if (!feedback) return;
    today.value = feedback.today;
    if (feedback.tutor) turn.value = feedback.tutor;
    place.current?.querySelector<HTMLElement>(asksAgain ? answerFields : '.next')?.focus();
  }, [feedback]);

  const send = (typed: string) => {
    if (!item) return;
    sent.value = sendAnswer('', { itemId: item.id, version: item.version, typed });
  };
  const goOn = () => {
    const rest = items.value?.slice(1) ?? [];
    items.value = rest.length > 0 ? rest : undefined;
    value.value = '';
    sent.value = undefined;
    turn.value = rest[0]?.tutor ?? undefined;
    if (rest.length === 0) void load();
    setTimeout(() => place.current?.querySelector<HTMLElement>(answerFields)?.focus());
  };

  return (
    <div class="asking" ref={place}>
      <h1 class="unseen">{words.title}</h1>
      <div class="asking-head">
        <button type="button" class="link" onClick={onEnd}>
          ← {words.back}
        </button>
        {today.value && <span>{fill(words.today, { ...today.value })}</span>}
      </div>
      <OutboxNote />
      <RetryNote code={error.value} onRetry={load} />
      {item && (
        <Form
          class="item"
          submit={() => {
            if (isAnswered) goOn();
            else if (isComplete(item, value.value)) send(value.value);
          }}
        >
          {item.topic !== null && (
            <p class="item-topic" lang="tg">
              {item.subject} · {item.topic}
            </p>
          )}
          <AnswerForm
            key={item.id}
            item={item}
            value={value.value}
            disabled={isAnswered}
            onChange={(next) => {
              value.value = next;
              if (asksAgain) sent.value = undefined;
            }}
          />
          {feedback && !isTrying && <FeedbackView feedback={feedback} />}
          {turn.value?.phase === 'trying' && <TutorView turn={turn.value} />}
          {outcome?.kind === 'later' && <p class="note">{words.saved}</p>}
          {outcome?.kind === 'refused' && <p class="note error">{words.refused}</p>}
          {isAnswered ? (
            <button type="submit" class="button wide next" disabled={!outcome}>
              {words.next}
            </button>
          ) : (
            <div class="answer-buttons">
              <button type="submit" class="button wide" disabled={!isComplete(item, value.value)}>
                {turn.value ? words.tryAgain : words.answer}
              </button>
              {withTutor.value && (
                <button type="button" class="button quiet wide" onClick={() => send(helpWord)}>
                  {words.doNotKnow}
                </button>
              )}
            </div>
          )}
        </Form>
      )}
      {items.value?.length === 0 && today.value && (
        <div class="asking-end">
          <p role="status">{today.value.answers > 0 ? words.enough : words.nothingLeft}</p>
          <div class="buttons">
            <button
              type="button"
              class="button quiet"
              onClick={() => {
                isMore.value = true;
                void load();
              }}
            >
              {words.more}
            </button>
            <button type="button" class="button" onClick={onEnd}>
              {words.toPractice}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
