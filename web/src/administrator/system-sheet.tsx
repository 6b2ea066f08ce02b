import { type Signal, useSignal } from '@preact/signals';
import { timeText } from '../language/durations.ts';
import { fill } from '../language/plural.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Field } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { useAction } from '../parts/use-action.ts';
import { call } from '../server/call.ts';
import { session } from '../server/session.ts';
import { Loaded } from '../staff/loaded.tsx';
import { sizeText } from '../staff/size-text.ts';
import { staffTexts } from '../staff/staff-texts.ts';
import type { SystemState } from '../staff/types.ts';
import { useResource } from '../staff/use-resource.ts';
import { workTexts } from '../staff/work-texts.ts';
import { FactLine } from './fact-line.tsx';
import { NextSteps } from './next-steps.tsx';
import { serverTimeText, zoneWarning } from './server-time.ts';

const everyMs = 5000;
/** Below this the server soon cannot keep what is written. */
const lowDiskBytes = 1024 ** 3;

/** The state of the server: model, version, disk, data, memory, clock. */
export function SystemSheet() {
  const state = useResource('GET /api/system', { everyMs });
  return (
    <>
      <Loaded resource={state}>
        {(system) => (
          <>
            <NextSteps hasBackup={system.lastBackupAt !== null} />
            <State system={system} />
          </>
        )}
      </Loaded>
      <SchoolName />
    </>
  );
}

function State({ system }: { system: SystemState }) {
  const words = staffTexts.value;
  const { disk, database, update } = system;
  return (
    <dl class="state">
      <FactLine title={words.load}>{fill(words.loadText, { ...system.answers })}</FactLine>
      <FactLine title={words.model}>{system.model.id}</FactLine>
      <FactLine title={words.version}>{system.version}</FactLine>
      {update !== undefined && (
        <FactLine title={words.update}>
          {update === null
            ? words.updateNone
            : fill(words.updateStates[update.state], { version: update.version })}
        </FactLine>
      )}
      <FactLine title={words.disk} warning={disk.freeBytes < lowDiskBytes ? words.diskLow : undefined}>
        {fill(words.diskFree, { free: sizeText(disk.freeBytes), total: sizeText(disk.totalBytes) })}
        <meter
          min={0}
          max={disk.totalBytes}
          high={disk.totalBytes * 0.9}
          value={disk.totalBytes - disk.freeBytes}
          aria-label={words.disk}
        />
      </FactLine>
      <FactLine title={words.database}>
        {fill(words.databaseText, {
          size: sizeText(database.sizeBytes),
          conversations: database.conversations,
          messages: database.messages,
          people: database.people,
        })}
      </FactLine>
      <FactLine title={words.memory}>{sizeText(system.memory.rssBytes)}</FactLine>
      <FactLine title={words.addresses}>{system.addresses.join(', ') || '–'}</FactLine>
      <FactLine title={words.clock} warning={system.clock.trusted ? undefined : words.clockBad}>
        {system.clock.trusted ? words.clockGood : ''}
      </FactLine>
      <FactLine title={workTexts.value.serverTime} warning={zoneWarning(system)}>
        {serverTimeText(system)}
      </FactLine>
      <FactLine title={words.lastBackup} warning={system.lastBackupAt === null ? words.noBackup : undefined}>
        {system.lastBackupAt === null ? '' : timeText(system.lastBackupAt)}
      </FactLine>
      <FactLine title={words.startedAt}>{timeText(system.startedAt)}</FactLine>
    </dl>
  );
}

function SchoolName() {
  const words = staffTexts.value;
  const name = useSignal(session.value?.school.name ?? '');
  const saved: Signal<boolean> = useSignal(false);
  const action = useAction();
  const save = async () => {
    saved.value = await action.run(async () => {
      const school = await call('PATCH /api/school', {
        body: { name: name.value.trim() },
      });
      if (session.value) session.value = { ...session.value, school: { name: school.name } };
    });
  };
  return (
    <Form class="add-form" submit={save}>
      <div class="add-line">
        <Field label={words.schoolName} value={name} required maxLength={120} lang="tg" />
        <button type="submit" class="button" disabled={action.isRunning.value}>
          {words.save}
        </button>
      </div>
      <span role="status">{saved.value ? words.saved : ''}</span>
      <ErrorNote error={action.error.value} />
    </Form>
  );
}
