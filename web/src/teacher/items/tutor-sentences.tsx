import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { ReplyOf } from '../../../../src/school/contract/index.ts';
import { Area } from '../../parts/area.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Form } from '../../parts/form.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import { Loaded } from '../../staff/loaded.tsx';
import { staffTexts } from '../../staff/staff-texts.ts';
import { useResource } from '../../staff/use-resource.ts';
import { taskTexts } from '../task-texts/task-texts.ts';

type Sentence = ReplyOf<'GET /api/tutor/sentences'>['sentences'][number];

/** What the tutor says of each fault, for a teacher to word in another way. */
export function TutorSentences() {
  const words = taskTexts.value;
  const isOpen = useSignal(false);
  return (
    <details
      class="new-ones"
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{words.tutorSentences}</summary>
      <p class="hint">{words.tutorSentencesHint}</p>
      {isOpen.value && <SentenceList />}
    </details>
  );
}

function SentenceList() {
  const told = useResource('GET /api/tutor/sentences');
  return (
    <Loaded resource={told}>
      {({ sentences }) => (
        <>
          {sentences.map((sentence) => (
            <SentenceForm
              key={sentence.fault}
              sentence={sentence}
              onChange={(value) => {
                told.value.value = value;
              }}
            />
          ))}
        </>
      )}
    </Loaded>
  );
}

interface SentenceFormProps {
  readonly sentence: Sentence;
  readonly onChange: (told: ReplyOf<'GET /api/tutor/sentences'>) => void;
}

function SentenceForm({ sentence, onChange }: SentenceFormProps) {
  const words = taskTexts.value;
  const id = useId();
  const { fault, own } = sentence;
  const text = useSignal(sentence.text);
  const saved = useSignal(false);
  const action = useAction();
  const save = async (next: string | null) => {
    saved.value = await action.run(async () => {
      const told = await call('PUT /api/tutor/sentences/:fault', { path: { fault }, body: { text: next } });
      text.value = next ?? own;
      onChange(told);
    });
  };
  const name = words.faults[fault];
  return (
    <Form class="sentence-form" label={name} submit={() => save(text.value.trim() || null)}>
      <Area
        id={id}
        label={name}
        rows={2}
        maxLength={500}
        value={text.value}
        onInput={(next) => {
          text.value = next;
          saved.value = false;
        }}
      />
      <ErrorNote error={action.error.value} />
      <div class="buttons">
        {(text.value !== sentence.text || saved.value) && (
          <button
            type="submit"
            class="button small"
            aria-label={`${staffTexts.value.save}: ${name}`}
            disabled={action.isRunning.value || text.value === sentence.text}
          >
            {staffTexts.value.save}
          </button>
        )}
        {sentence.text !== own && (
          <button
            type="button"
            class="button quiet small"
            aria-label={`${words.ownSentence}: ${name}`}
            onClick={() => void save(null)}
          >
            {words.ownSentence}
          </button>
        )}
        <span role="status">{saved.value ? staffTexts.value.saved : ''}</span>
      </div>
    </Form>
  );
}
