import { useSignal } from '@preact/signals';
import { fill } from '../../language/plural.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { addressOf } from '../../server/call.ts';
import { sizeText } from '../../staff/size-text.ts';
import type { MachineModel } from '../../staff/types.ts';
import { Check } from '../../teacher/settings/controls.tsx';
import { machineTexts } from './machine-texts.ts';
import { titleOf } from './title-of.ts';

interface LicenceDialogProps {
  readonly model: MachineModel;
  readonly onAccept: (model: MachineModel) => void;
  readonly onClose: () => void;
}

/** Before a model is fetched: its size, its licence, and that the school accepts that. */
export function LicenceDialog({ model, onAccept, onClose }: LicenceDialogProps) {
  const words = machineTexts.value;
  const isAccepted = useSignal(false);
  const { licence } = model;
  return (
    <Dialog title={titleOf(model)} onClose={onClose}>
      <p>{fill(words.licenceText, { size: sizeText(model.sizeBytes) })}</p>
      {licence && (
        <p>
          {fill(words.licence, { title: licence.title })}.{' '}
          <a
            class="link"
            href={addressOf('GET /api/models/:name/licence', { path: { name: model.name } })}
            target="_blank"
            rel="noreferrer"
          >
            {words.licenceRead}
          </a>
          {'; '}
          <a class="link" href={licence.page} target="_blank" rel="noreferrer">
            {words.licencePage}
          </a>
        </p>
      )}
      <Check
        label={words.licenceAccept}
        checked={isAccepted.value}
        onChange={(checked) => {
          isAccepted.value = checked;
        }}
      />
      <div class="buttons">
        <button type="button" class="button quiet" onClick={onClose}>
          {words.cancel}
        </button>
        <button type="button" class="button" disabled={!isAccepted.value} onClick={() => onAccept(model)}>
          {model.state === 'unfinished' ? words.resume : words.fetch}
        </button>
      </div>
    </Dialog>
  );
}
