import { useSignal } from '@preact/signals';
import { texts } from '../language/language.ts';
import { IconButton } from '../parts/icon-button.tsx';
import type { Correction, Message } from '../server/types.ts';
import { CorrectionDialog } from '../staff/correction-dialog.tsx';
import { Loaded } from '../staff/loaded.tsx';
import { StaffLayout } from '../staff/staff-layout.tsx';
import { staffTexts } from '../staff/staff-texts.ts';
import { useResource } from '../staff/use-resource.ts';
import { AnswerText } from '../text/answer-text.tsx';
import { FormulaContext } from '../text/formula.tsx';

const everyMs = 15_000;

/** A pupil's conversation, to be read and corrected; every branch in the order it was written. */
export function ReadPage({ classId, conversationId }: { classId: string; conversationId: string }) {
  const words = staffTexts.value;
  const conversation = useResource('GET /api/conversations/:id', {
    everyMs,
    input: { path: { id: conversationId } },
  });
  const { value } = conversation;
  const corrected = (id: string, correction: Correction | null) => {
    if (!value.value) return;
    const messages = value.value.messages.map((one) =>
      one.id === id && one.role === 'assistant' ? { ...one, correction } : one,
    );
    value.value = { ...value.value, messages };
  };
  return (
    <StaffLayout
      title={value.value?.title || words.untitled}
      back={{
        place: `classes/${encodeURIComponent(classId)}/conversations`,
        label: words.backToConversations,
      }}
      places={[]}
      current=""
    >
      <Loaded resource={conversation}>
        {({ messages, owner }) => (
          <>
            <p class="quiet-text" lang="tg">
              {owner.name}
            </p>
            {messages.map((message) => (
              <MessageView key={message.id} message={message} onCorrected={corrected} />
            ))}
          </>
        )}
      </Loaded>
    </StaffLayout>
  );
}

interface MessageViewProps {
  readonly message: Message;
  readonly onCorrected: (id: string, correction: Correction | null) => void;
}

function MessageView({ message, onCorrected }: MessageViewProps) {
  const words = staffTexts.value;
  const correcting = useSignal(false);
  if (message.role === 'user') {
    return (
      <article class="asked">
        <h2 class="hidden">{words.question}</h2>
        <p class="question" lang="tg">
          {message.text}
        </p>
      </article>
    );
  }
  const formulas = new Map(message.formulas.map(({ source, mathml }) => [source, mathml]));
  return (
    <article class="reply read">
      <h2 class="hidden">{words.answer}</h2>
      <div class="answer" lang="tg" dir={message.script === 'Arab' ? 'rtl' : 'ltr'}>
        <FormulaContext.Provider value={formulas}>
          <AnswerText text={message.text} />
        </FormulaContext.Provider>
      </div>
      {message.correction && (
        <section class="correction" lang="tg">
          <h3>{texts.value.correction}</h3>
          <AnswerText text={message.correction.text} />
        </section>
      )}
      <div class="actions">
        <IconButton
          icon="wrong"
          label={words.correct}
          withWords={true}
          class="worded"
          onClick={() => {
            correcting.value = true;
          }}
        />
      </div>
      {correcting.value && (
        <CorrectionDialog
          answer={message}
          onCorrected={onCorrected}
          onClose={() => {
            correcting.value = false;
          }}
        />
      )}
    </article>
  );
}
