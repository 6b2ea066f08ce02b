import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Item } from '../../../../src/school/contract/index.ts';
import { texts } from '../../language/language.ts';
import { fill } from '../../language/plural.ts';
import { Area } from '../../parts/area.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Field } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { useUnsaved } from '../../parts/unsaved.ts';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import { newClientId } from '../../server/client-id.ts';
import { taskTexts } from '../task-texts/task-texts.ts';
import { contentOf, draftOf, type ItemDraft } from './item-lines.ts';

const kinds = ['single-choice', 'several-right', 'matching', 'order', 'number', 'short-text', 'gap'] as const;

interface ItemEditorProps {
  /** Without one, a new question is written. */
  readonly item?: Item;
  readonly subject?: string;
  readonly onClose: () => void;
  readonly onSaved: (item: Item) => void;
}

/** Writes a question or changes one. */
export function ItemEditor({ item, subject = '', onClose, onSaved }: ItemEditorProps) {
  const words = taskTexts.value;
  const kindId = useId();
  const areaId = useId();
  const first: ItemDraft = item
    ? draftOf(item)
    : { kind: 'single-choice', question: '', lines: '', number: '', unit: '', tolerance: '0' };
  const kind = useSignal(first.kind);
  const question = useSignal(first.question);
  const lines = useSignal(first.lines);
  const number = useSignal(first.number);
  const unit = useSignal(first.unit);
  const tolerance = useSignal(first.tolerance);
  const itemSubject = useSignal(item?.subject ?? subject);
  const topic = useSignal(item?.topic ?? '');
  const grade = useSignal(item?.grade?.toString() ?? '');
  const why = useSignal(item?.why ?? '');
  const book = useSignal(item?.source?.book ?? '');
  const page = useSignal(item?.source?.page ?? '');
  const status = useSignal<Item['status']>('draft');
  const action = useAction();
  useUnsaved(question.value !== first.question || lines.value !== first.lines);

  const save = async () => {
    const draft: ItemDraft = {
      kind: kind.value,
      question: question.value,
      lines: lines.value,
      number: number.value,
      unit: unit.value,
      tolerance: tolerance.value,
    };
    const source = item?.source ?? { section: null, sentence: null };
    const whole = {
      id: item?.id ?? `own/${newClientId()}`,
      version: item?.version ?? 1,
      status: status.value,
      subject: itemSubject.value,
      topic: orNull(topic.value),
      grade: orNull(grade.value) === null ? null : Number(grade.value),
      source: orNull(book.value) === null ? null : { ...source, book: book.value, page: orNull(page.value) },
      author: item?.author ?? '-',
      question: question.value,
      why: orNull(why.value),
      ...contentOf(draft),
    };
    await action.run(async () => {
      const told = await call('POST /api/items', { body: { item: whole } });
      onSaved(told.item);
    });
  };
  const error = action.error.value;
  const isList = kind.value !== 'number';
  return (
    <Dialog title={item ? words.edit : words.newItem} class="wide-dialog" stays onClose={onClose}>
      <Form submit={save}>
        <div class="form-field">
          <label for={kindId}>{words.kind}</label>
          <select
            id={kindId}
            value={kind.value}
            onChange={(event) => {
              kind.value = event.currentTarget.value as Item['kind'];
            }}
          >
            {kinds.map((one) => (
              <option key={one} value={one}>
                {words.kinds[one]}
              </option>
            ))}
          </select>
        </div>
        <Area
          id={`${areaId}-question`}
          label={words.question}
          hint={kind.value === 'gap' ? words.gapHint : ''}
          rows={3}
          maxLength={4000}
          value={question.value}
          onInput={(text) => {
            question.value = text;
          }}
        />
        {isList ? (
          <Area
            id={`${areaId}-lines`}
            label={linesLabel(kind.value)}
            hint=""
            rows={5}
            maxLength={20_000}
            value={lines.value}
            onInput={(text) => {
              lines.value = text;
            }}
          />
        ) : (
          <>
            <Field label={words.numberAnswer} value={number} required />
            <Field label={words.unit} value={unit} lang="tg" />
            <Field label={words.tolerance} value={tolerance} required />
          </>
        )}
        <Field label={words.why} value={why} lang="tg" maxLength={4000} />
        <Field label={words.subject} value={itemSubject} lang="tg" required maxLength={200} />
        <Field label={words.topic} value={topic} lang="tg" maxLength={200} />
        <Field label={words.grade} value={grade} maxLength={2} />
        <Field label={words.book} value={book} lang="tg" maxLength={200} />
        <Field label={words.page} value={page} maxLength={20} />
        {error && (
          <p class="note error" role="alert">
            {error.code === 'already-used'
              ? words.changedMeanwhile
              : error.code === 'bad-request'
                ? fill(words.wrongItem, { problem: error.message })
                : texts.value.errors.failed}
          </p>
        )}
        <div class="buttons">
          <button type="button" class="button quiet" onClick={onClose}>
            {texts.value.cancel}
          </button>
          <button type="submit" class="button outline" onClick={() => setStatus('draft')}>
            {words.saveDraft}
          </button>
          <button type="submit" class="button" onClick={() => setStatus('approved')}>
            {words.saveApproved}
          </button>
        </div>
      </Form>
    </Dialog>
  );

  function setStatus(next: Item['status']): void {
    status.value = next;
  }
}

function linesLabel(kind: Item['kind']): string {
  const words = taskTexts.value;
  if (kind === 'matching') return words.pairLines;
  if (kind === 'order') return words.orderLines;
  return kind === 'short-text' || kind === 'gap' ? words.answerLines : words.choiceLines;
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
