import { useSignal } from '@preact/signals';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import { Loaded } from '../../staff/loaded.tsx';
import type { MachineJob, MachineModel } from '../../staff/types.ts';
import { useResource } from '../../staff/use-resource.ts';
import { JobNote } from './job-note.tsx';
import { LicenceDialog } from './licence-dialog.tsx';
import { machineTexts } from './machine-texts.ts';
import { ModelCard } from './model-card.tsx';
import './machine.css';

const everyMs = 2000;

/** Models that are there or can be had: which fit, how fast they are here, fetch, use, remove. */
export function ModelsSheet() {
  const words = machineTexts.value;
  const state = useResource('GET /api/models', { everyMs });
  const wanted = useSignal<MachineModel | undefined>(undefined);
  const action = useAction();
  const run = (perform: () => Promise<unknown>) =>
    void action.run(async () => {
      await perform();
      await state.load();
    });
  return (
    <>
      <p>{words.modelsText}</p>
      <ErrorNote error={action.error.value} />
      <Loaded resource={state}>
        {({ models, job }) => (
          <>
            <JobNote job={aboutModels(job)} {...progressOf(models, job)} />
            <ul class="machine-cards">
              {models.map((model) => (
                <ModelCard
                  key={model.name}
                  model={model}
                  isBlocked={action.isRunning.value || job?.state === 'running'}
                  onFetch={() => {
                    wanted.value = model;
                  }}
                  onUse={() => run(() => call('POST /api/models/:name/use', at(model)))}
                  onMeasure={() => run(() => call('POST /api/models/:name/measure', at(model)))}
                  onRemove={() => run(() => call('DELETE /api/models/:name', at(model)))}
                />
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {wanted.value && (
        <LicenceDialog
          model={wanted.value}
          onClose={() => {
            wanted.value = undefined;
          }}
          onAccept={(model) => {
            wanted.value = undefined;
            run(() => call('POST /api/models/:name/fetch', { ...at(model), body: { acceptLicence: true } }));
          }}
        />
      )}
    </>
  );
}

function at({ name }: MachineModel) {
  return { path: { name } };
}

function aboutModels(job: MachineJob | null): MachineJob | null {
  return job && job.what !== 'update' && job.what !== 'rollback' ? job : null;
}

function progressOf(models: readonly MachineModel[], job: MachineJob | null) {
  const model = job?.what === 'fetch-model' ? models.find(({ name }) => name === job.name) : undefined;
  return model?.partBytes ? { progress: { value: model.partBytes, max: model.sizeBytes } } : {};
}
