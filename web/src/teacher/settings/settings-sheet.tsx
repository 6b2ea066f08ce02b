import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { fill } from '../../language/plural.ts';
import { Area } from '../../parts/area.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Field } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { useUnsaved } from '../../parts/unsaved.ts';
import { useAction } from '../../parts/use-action.ts';
import { go } from '../../routes.ts';
import { call } from '../../server/call.ts';
import { ConfirmedButton } from '../../staff/confirmed-button.tsx';
import { staffTexts } from '../../staff/staff-texts.ts';
import type { ClassSettings, SchoolClass } from '../../staff/types.ts';
import { codeText } from '../printing/code-text.ts';
import { BooksChoice } from './books-choice.tsx';
import { Check, NumberField } from './controls.tsx';
import { NotFollowed, useFollowed } from './followed.tsx';
import { HoursEditor } from './hours-editor.tsx';
import { PracticeTutor } from './practice-tutor.tsx';

interface SettingsSheetProps {
  readonly own: SchoolClass;
  readonly onChange: (changed: SchoolClass) => void;
}

/** What holds in a class: hours, hints, subjects, instruction, how long and by whom conversations are read. */
export function SettingsSheet({ own, onChange }: SettingsSheetProps) {
  const words = staffTexts.value;
  const id = useId();
  /** What the form was filled in from. */
  const base = useSignal(own);
  const name = useSignal(own.name);
  const joining = useSignal(own.joining);
  const settings = useSignal<ClassSettings>(own.settings);
  const subjects = useSignal(own.settings.subjects.join('\n'));
  const saved = useSignal(false);
  const action = useAction();
  const followed = useFollowed();
  const path = { id: own.id };
  const wanted = (): ClassSettings => {
    const lines = subjects.value.split('\n').map((line) => line.trim());
    return { ...settings.value, subjects: lines.filter((line) => line !== '') };
  };
  const change = (part: Partial<ClassSettings>) => {
    settings.value = { ...settings.value, ...part };
    saved.value = false;
  };
  const isUnsaved =
    name.value.trim() !== base.value.name ||
    joining.value !== base.value.joining ||
    JSON.stringify(wanted()) !== JSON.stringify(base.value.settings);
  useUnsaved(isUnsaved);
  useEffect(() => {
    // Another teacher has changed the class, or it was saved; what is being written here stays.
    if (isUnsaved) return;
    base.value = own;
    name.value = own.name;
    joining.value = own.joining;
    settings.value = own.settings;
    subjects.value = own.settings.subjects.join('\n');
  }, [own]);
  const save = async () => {
    const body = {
      name: name.value.trim(),
      joining: joining.value,
      settings: wanted(),
    };
    saved.value = await action.run(async () => {
      const changed = await call('PATCH /api/classes/:id', { path, body });
      base.value = changed;
      onChange(changed);
    });
  };
  return (
    <Form class="settings-form" submit={save}>
      <Field label={words.className} value={name} required maxLength={80} lang="tg" />
      <CodeLine own={own} onChange={onChange} />
      <Check
        label={words.joining}
        checked={joining.value}
        onChange={(checked) => {
          joining.value = checked;
        }}
      />
      <HoursEditor hours={settings.value.hours} onChange={(hours) => change({ hours })} />
      <div class="form-field">
        <label for={`${id}-tutor`}>{words.tutor}</label>
        <select
          id={`${id}-tutor`}
          value={settings.value.tutor}
          onChange={(event) => change({ tutor: event.currentTarget.value as ClassSettings['tutor'] })}
        >
          <option value="off">{words.tutorOff}</option>
          <option
            value="hints-first"
            disabled={followed.value?.tutor === false && own.settings.tutor === 'off'}
          >
            {words.tutorHints}
          </option>
        </select>
        {!followed.value && <p class="hint">{words.checking}</p>}
        <NotFollowed follows={followed.value?.tutor} />
      </div>
      {settings.value.tutor === 'hints-first' && (
        <NumberField
          label={words.hintsBeforeAnswer}
          value={settings.value.hintsBeforeAnswer}
          min={1}
          max={5}
          onChange={(hintsBeforeAnswer) => change({ hintsBeforeAnswer })}
        />
      )}
      <PracticeTutor
        settings={settings.value.practiceTutor}
        onChange={(practiceTutor) => change({ practiceTutor })}
      />
      <Area
        id={`${id}-subjects`}
        label={words.subjects}
        hint={words.subjectsHint}
        rows={3}
        value={subjects.value}
        onInput={(text) => {
          subjects.value = text;
        }}
      />
      <NotFollowed follows={followed.value?.subjects} />
      <Area
        id={`${id}-system`}
        label={words.systemText}
        hint={words.systemTextHint}
        rows={3}
        maxLength={2000}
        value={settings.value.systemText}
        onInput={(systemText) => change({ systemText })}
      />
      <NotFollowed follows={followed.value?.systemText} />
      <BooksChoice settings={settings.value} onChange={change} />
      <NumberField
        label={words.retention}
        value={settings.value.retentionDays}
        min={1}
        max={730}
        onChange={(retentionDays) => change({ retentionDays })}
      />
      <Check
        label={words.mayRead}
        hint={words.mayReadHint}
        checked={settings.value.teacherMayRead}
        onChange={(teacherMayRead) => change({ teacherMayRead })}
      />
      <ErrorNote error={action.error.value} />
      <div class="buttons">
        <button type="submit" class="button" disabled={action.isRunning.value}>
          {words.save}
        </button>
        <span role="status">{saved.value ? words.saved : ''}</span>
      </div>
      <hr />
      <ConfirmedButton
        icon="trash"
        label={words.removeClass}
        withWords={true}
        question={fill(words.removeClassQuestion, { name: own.name })}
        onConfirm={() =>
          void action.run(async () => {
            await call('DELETE /api/classes/:id', { path });
            go('classes');
          })
        }
      />
    </Form>
  );
}

function CodeLine({ own, onChange }: SettingsSheetProps) {
  const words = staffTexts.value;
  const action = useAction();
  const path = { id: own.id };
  return (
    <p class="code-line">
      <span>
        {words.code}: <strong class="code">{codeText(own.code)}</strong>
      </span>
      <ConfirmedButton
        icon="again"
        label={words.newCode}
        withWords={true}
        question={words.newCodeQuestion}
        onConfirm={() =>
          void action.run(async () => onChange(await call('POST /api/classes/:id/code', { path })))
        }
      />
    </p>
  );
}
