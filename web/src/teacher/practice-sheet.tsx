import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { timeText } from '../language/durations.ts';
import { language } from '../language/language.ts';
import { fill, plural } from '../language/plural.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Form } from '../parts/form.tsx';
import { useAction } from '../parts/use-action.ts';
import { call } from '../server/call.ts';
import { newClientId } from '../server/client-id.ts';
import { ConfirmedButton } from '../staff/confirmed-button.tsx';
import { Loaded } from '../staff/loaded.tsx';
import { staffTexts } from '../staff/staff-texts.ts';
import { Table } from '../staff/table.tsx';
import type { SchoolClass } from '../staff/types.ts';
import { useResource } from '../staff/use-resource.ts';
import { taskTexts } from './task-texts/task-texts.ts';
import './tasks.css';

/** What a class practises, and the work that it is given. */
export function PracticeSheet({ own }: { own: SchoolClass }) {
  const words = taskTexts.value;
  const path = { id: own.id };
  const practice = useResource('GET /api/classes/:id/practice', { everyMs: 15_000, input: { path } });
  const action = useAction();
  const remove = (assignmentId: string) =>
    action.run(async () => {
      await call('DELETE /api/classes/:id/assignments/:assignmentId', { path: { id: own.id, assignmentId } });
      await practice.load();
    });
  return (
    <Loaded resource={practice}>
      {(told) => (
        <>
          <h2>{words.work}</h2>
          <Give id={own.id} onGiven={practice.load} />
          <ErrorNote error={action.error.value} />
          <Table
            label={words.work}
            rows={told.assignments}
            idOf={({ id }) => id}
            columns={[
              { title: words.topic, cell: ({ subject, topic }) => <span lang="tg">{topic ?? subject}</span> },
              { title: words.items, cell: ({ items }) => plural(language.value, items, words.itemCount) },
              { title: words.dueOn, cell: ({ dueAt }) => (dueAt === null ? '–' : timeText(dueAt)) },
              { title: words.state, cell: ({ finished }) => fill(words.finished, { n: finished }) },
              {
                title: staffTexts.value.remove,
                cell: ({ id, subject, topic }) => (
                  <ConfirmedButton
                    icon="trash"
                    label={staffTexts.value.remove}
                    target={topic ?? subject}
                    question={`${topic ?? subject}?`}
                    onConfirm={() => void remove(id)}
                  />
                ),
              },
            ]}
          />
          <h2>{words.lastDays}</h2>
          <Table
            label={words.lastDays}
            rows={told.pupils}
            idOf={({ pupilId }) => pupilId}
            columns={[
              { title: words.pupil, cell: ({ nickname }) => <span lang="tg">{nickname}</span> },
              { title: words.days, cell: ({ days }) => days },
              { title: words.answers, cell: ({ answers }) => answers },
              { title: words.rightShare, cell: ({ answers, right }) => percent(right, answers) },
            ]}
          />
          <h2>{words.topicsTitle}</h2>
          <Table
            label={words.topicsTitle}
            rows={told.topics}
            idOf={({ subject, topic }) => `${subject} ${topic}`}
            columns={[
              { title: words.topic, cell: ({ subject, topic }) => <span lang="tg">{topic ?? subject}</span> },
              { title: words.pupil, cell: ({ pupils }) => pupils },
              { title: words.answers, cell: ({ answers }) => answers },
              { title: words.rightShare, cell: ({ answers, right }) => percent(right, answers) },
            ]}
          />
        </>
      )}
    </Loaded>
  );
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`;
}

function Give({ id, onGiven }: { id: string; onGiven: () => Promise<void> }) {
  const words = taskTexts.value;
  const ids = useId();
  const known = useResource('GET /api/items/topics').value.value?.topics ?? [];
  const topics = known.filter(({ approved }) => approved > 0);
  const chosen = useSignal('');
  const day = useSignal('');
  const action = useAction();
  if (topics.length === 0) {
    return (
      <p class="quiet-text">
        {words.nothingApproved} <a href="/#/classes/items">{words.items}</a>
      </p>
    );
  }
  const subjects = [...new Set(topics.map(({ subject }) => subject))];
  const options = subjects.flatMap((subject) => [
    { subject, topic: null, label: subject },
    ...topics
      .filter((one) => one.subject === subject && one.topic !== null)
      .map(({ topic, approved }) => ({ subject, topic, label: `– ${topic} (${approved})` })),
  ]);
  const give = () =>
    action.run(async () => {
      const work = options[Number(chosen.value)];
      if (!work || chosen.value === '') return;
      const dueAt = day.value === '' ? null : new Date(`${day.value}T23:59`).getTime();
      const body = { clientId: newClientId(), subject: work.subject, topic: work.topic, dueAt };
      await call('POST /api/classes/:id/assignments', { path: { id }, body });
      chosen.value = '';
      await onGiven();
    });
  return (
    <Form class="give-work" submit={give}>
      <div class="form-field">
        <label for={`${ids}-topic`}>{words.topic}</label>
        <select
          id={`${ids}-topic`}
          required
          value={chosen.value}
          onChange={(event) => {
            chosen.value = event.currentTarget.value;
          }}
        >
          <option value="">–</option>
          {options.map(({ label, subject, topic }, index) => (
            <option key={`${subject} ${topic}`} value={String(index)}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <div class="form-field">
        <label for={`${ids}-day`}>{words.dueOn}</label>
        <input
          id={`${ids}-day`}
          type="date"
          value={day.value}
          onInput={(event) => {
            day.value = event.currentTarget.value;
          }}
        />
      </div>
      <button type="submit" class="button" disabled={action.isRunning.value}>
        {words.give}
      </button>
      <ErrorNote error={action.error.value} />
    </Form>
  );
}
