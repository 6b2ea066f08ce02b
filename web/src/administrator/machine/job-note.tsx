import { fill } from '../../language/plural.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import type { MachineJob } from '../../staff/types.ts';
import { machineTexts } from './machine-texts.ts';

/** What is under way on the machine, or was last. */
export function JobNote({
  job,
  progress,
}: {
  job: MachineJob | null;
  progress?: { value: number; max: number };
}) {
  const words = machineTexts.value;
  const action = useAction();
  if (!job) return null;
  const title = fill(words.job[job.what], { name: job.name });
  const isRunning = job.state === 'running';
  return (
    <section class={`job job-${job.state}`} aria-label={title}>
      <p role="status">
        <strong>{title}</strong> {words.jobStates[job.state]}
      </p>
      {isRunning && (
        <div class="job-line">
          <progress aria-label={title} {...progress} />
          <button
            type="button"
            class="button quiet"
            disabled={action.isRunning.value}
            onClick={() => void action.run(() => call('POST /api/machine/stop'))}
          >
            {words.stop}
          </button>
        </div>
      )}
      {job.detail !== '' && (
        <details open={job.state === 'failed'}>
          <summary>{words.jobDetail}</summary>
          <pre lang="en">{job.detail}</pre>
        </details>
      )}
      <ErrorNote error={action.error.value} />
    </section>
  );
}
