import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { fill } from '../language/plural.ts';
import { Confirm } from '../parts/dialog.tsx';
import { call } from '../server/call.ts';
import { AnswerForm } from './answer-form.tsx';
import { OutboxNote } from './outbox-note.tsx';
import { flush, outcomes, sendAnswer, waitingCount, waitingFor } from './own-outbox.ts';
import { practiceTexts } from './practice-texts.ts';
import type { Sheet, TestAnswerBody, TestAnswerReply } from './types.ts';

const typingPauseMs = 1200;
const beatMs = 15_000;

interface TestSheetProps {
  readonly sheet: Sheet;
  /** The time is over. */
  readonly onEnd: () => void;
  readonly onSubmit: () => void;
}

/** The questions of a test, one at a time. An answer is kept as soon as it is chosen, or after a pause in writing. */
export function TestSheet({ sheet, onEnd, onSubmit }: TestSheetProps) {
  const words = practiceTexts.value;
  const place = useSignal(Math.min(sheet.place, sheet.items.length - 1));
  const asks = useSignal(false);
  const answers = useAnswers(sheet);
  const isOver = useRef(false);
  const remaining = useRemaining(sheet, () => {
    if (isOver.current) return;
    isOver.current = true;
    answers.sendTyped();
    void flush().then(onEnd);
  });
  const item = sheet.items[place.value];
  const count = sheet.items.length;
  const note = () =>
    call('POST /api/my-tests/:id/place', { path: { id: sheet.id }, body: { place: place.value } }).then(
      (told) => {
        remaining.correct(told.remainingMs);
        if (told.state !== 'writing') onEnd();
      },
      // A lost line: the next beat says it.
      () => {},
    );
  useEffect(() => {
    void note();
    const timer = setInterval(() => void note(), beatMs);
    return () => clearInterval(timer);
  }, [place.value]);
  const go = (to: number) => {
    answers.sendTyped();
    place.value = to;
  };
  const answered = sheet.items.filter((_, index) => answers.answerAt(index) !== '').length;
  if (!item) return null;
  return (
    <>
      <OutboxNote />
      <div class="asking-head">
        <span>{fill(words.questionOf, { n: place.value + 1, of: count })}</span>
        {remaining.text !== '' && (
          <span class="clock" role="timer" aria-label={words.timeLeft}>
            {remaining.text}
          </span>
        )}
      </div>
      <nav class="places-strip" aria-label={words.title}>
        {sheet.items.map((one, index) => {
          const isAnswered = answers.answerAt(index) !== '';
          return (
            <button
              key={one.id}
              type="button"
              class={isAnswered ? 'has-answer' : ''}
              aria-current={index === place.value ? 'step' : undefined}
              aria-label={`${index + 1}: ${isAnswered ? words.answered : words.unanswered}`}
              onClick={() => go(index)}
            >
              {index + 1}
            </button>
          );
        })}
      </nav>
      <div class="item">
        <AnswerForm
          key={item.id}
          item={item}
          value={answers.answerAt(place.value)}
          onChange={(value) => answers.change(place.value, value)}
          onLeave={answers.sendTyped}
        />
        <p class="hint" role="status">
          {answers.stateOf(place.value)}
        </p>
      </div>
      <div class="buttons">
        <button
          type="button"
          class="button quiet"
          disabled={place.value === 0}
          onClick={() => go(place.value - 1)}
        >
          {words.previous}
        </button>
        {place.value < count - 1 && (
          <button type="button" class="button" onClick={() => go(place.value + 1)}>
            {words.following}
          </button>
        )}
        <button
          type="button"
          class="button outline"
          onClick={() => {
            answers.sendTyped();
            asks.value = true;
          }}
        >
          {words.submit}
        </button>
      </div>
      {asks.value && (
        <Confirm
          title={words.submit}
          text={
            waitingCount.value > 0 ? words.waitForLine : fill(words.submitQuestion, { answered, of: count })
          }
          confirm={words.submit}
          onConfirm={() => {
            // Nothing is handed in before every answer is there.
            void flush().then(() => {
              if (waitingFor(sheet.id).length === 0) onSubmit();
            });
          }}
          onClose={() => {
            asks.value = false;
          }}
        />
      )}
    </>
  );
}

/** The answers as they stand: what the server has, what waits on the device, what is being typed. */
function useAnswers(sheet: Sheet) {
  const words = practiceTexts.value;
  const startedMs = useRef(performance.now());
  const values = useSignal<ReadonlyMap<number, string>>(new Map());
  const sent = useRef(new Map<number, string>());
  const revisions = useRef(new Map(sheet.answers.map(({ place, revision }) => [place, revision])));
  const typed = useRef<{ place: number; timer: ReturnType<typeof setTimeout> } | undefined>(undefined);
  const waiting = new Map(
    waitingFor(sheet.id).map(({ body }) => {
      const { place, typed: text } = body as TestAnswerBody;
      return [place, text];
    }),
  );
  const answerAt = (place: number) =>
    values.value.get(place) ??
    waiting.get(place) ??
    sheet.answers.find((one) => one.place === place)?.typed ??
    '';

  const send = (place: number) => {
    const text = answerAt(place).trim();
    if (text === '') return;
    const before = sent.current.get(place);
    const outcome = before === undefined ? undefined : outcomes.value.get(before);
    const known = outcome?.kind === 'done' ? (outcome.reply as TestAnswerReply).revision : undefined;
    const after = Math.max(known ?? 0, revisions.current.get(place) ?? 0);
    const atMs = sheet.usedMs + Math.round(performance.now() - startedMs.current);
    sent.current.set(place, sendAnswer(sheet.id, { place, after, typed: text, atMs }));
    // The next change of the same answer follows this one, also while it still waits.
    revisions.current.set(place, after + 1);
  };
  const sendTyped = () => {
    const now = typed.current;
    if (!now) return;
    clearTimeout(now.timer);
    typed.current = undefined;
    send(now.place);
  };
  useEffect(() => sendTyped, []);

  return {
    answerAt,
    sendTyped,
    change(place: number, value: string) {
      if (typed.current && typed.current.place !== place) sendTyped();
      values.value = new Map([...values.value, [place, value]]);
      const kind = sheet.items[place]?.kind;
      if (kind === 'single-choice') {
        send(place);
        return;
      }
      clearTimeout(typed.current?.timer);
      typed.current = { place, timer: setTimeout(sendTyped, typingPauseMs) };
    },
    stateOf(place: number): string {
      if (answerAt(place) === '') return '';
      if (typed.current?.place === place) return words.keeping;
      const id = sent.current.get(place);
      if (id === undefined) return waiting.has(place) ? words.saved : words.kept;
      const outcome = outcomes.value.get(id);
      if (!outcome) return words.keeping;
      if (outcome.kind === 'later') return words.saved;
      if (outcome.kind === 'refused') return words.refused;
      const { understood } = outcome.reply as TestAnswerReply;
      return understood === null
        ? words.notUnderstood
        : `${words.kept}. ${fill(words.understood, { text: understood })}`;
    },
  };
}

/** The time left, counted on between the server's words; a clock that is set on the device changes nothing. */
function useRemaining(sheet: Sheet, onOver: () => void) {
  const end = useRef(sheet.remainingMs === null ? undefined : performance.now() + sheet.remainingMs);
  const seconds = useSignal(sheet.remainingMs === null ? undefined : Math.ceil(sheet.remainingMs / 1000));
  useEffect(() => {
    const timer = setInterval(() => {
      if (end.current === undefined) return;
      seconds.value = Math.max(0, Math.ceil((end.current - performance.now()) / 1000));
      if (seconds.value === 0) onOver();
    }, 500);
    return () => clearInterval(timer);
  }, []);
  const left = seconds.value;
  return {
    text: left === undefined ? '' : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`,
    correct(remainingMs: number | null) {
      if (remainingMs !== null) end.current = performance.now() + remainingMs;
    },
  };
}
