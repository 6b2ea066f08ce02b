import { timeText } from '../../language/durations.ts';
import { fill } from '../../language/plural.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import { Loaded } from '../../staff/loaded.tsx';
import type { MachineJob, Updates } from '../../staff/types.ts';
import { useResource } from '../../staff/use-resource.ts';
import { JobNote } from './job-note.tsx';
import { machineTexts } from './machine-texts.ts';
import { TrackCard } from './track-card.tsx';
import { UpdateSettings } from './update-settings.tsx';
import './machine.css';

const everyMs = 3000;

/** Releases of a hub: in use, on trial, refused, next; update now or from a stick, go back, sources and hours. */
export function UpdatesSheet() {
  const words = machineTexts.value;
  const state = useResource('GET /api/updates', { everyMs });
  return (
    <Loaded resource={state}>
      {(updates) =>
        updates.enrolled ? (
          <Enrolled updates={updates} load={state.load} />
        ) : (
          <p class="note">{words.notEnrolled}</p>
        )
      }
    </Loaded>
  );
}

function Enrolled({ updates, load }: { updates: Updates; load: () => Promise<void> }) {
  const words = machineTexts.value;
  const action = useAction();
  const { sticks, job, exam } = updates;
  const isBlocked = action.isRunning.value || job?.state === 'running';
  const run = (perform: () => Promise<unknown>) =>
    void action.run(async () => {
      await perform();
      await load();
    });
  const apply = (stick: string | null) => run(() => call('POST /api/updates/apply', { body: { stick } }));
  return (
    <>
      {updates.stale && <p class="note">{words.stale}</p>}
      <div class="buttons">
        <button type="button" class="button" disabled={isBlocked} onClick={() => apply(null)}>
          {words.now}
        </button>
        {sticks.map((stick) => (
          <button
            key={stick}
            type="button"
            class="button quiet"
            disabled={isBlocked}
            onClick={() => apply(stick)}
          >
            {fill(words.fromStick, { stick: stick.slice(stick.lastIndexOf('/') + 1) })}
          </button>
        ))}
      </div>
      {sticks.length === 0 && <p class="hint">{words.noStick}</p>}
      <ErrorNote error={action.error.value} />
      <JobNote job={aboutUpdates(job)} />
      <ul class="machine-cards">
        {updates.tracks.map((track) => (
          <TrackCard
            key={track.name}
            track={track}
            isBlocked={isBlocked}
            onGoBack={() => run(() => call('POST /api/updates/rollback', { body: { track: track.name } }))}
          />
        ))}
      </ul>
      {exam && (
        <section class="job">
          <h2>{words.lastExam}</h2>
          <p>
            {fill(exam.passed ? words.examPassed : words.examFailed, {
              title: exam.title,
              time: timeText(exam.at),
            })}
          </p>
          {exam.detail !== '' && (
            <details>
              <summary>{words.jobDetail}</summary>
              <pre lang="en">{exam.detail}</pre>
            </details>
          )}
        </section>
      )}
      <UpdateSettings settings={updates.settings} onSaved={load} />
    </>
  );
}

function aboutUpdates(job: MachineJob | null): MachineJob | null {
  return job && (job.what === 'update' || job.what === 'rollback') ? job : null;
}
