import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { fill } from '../../language/plural.ts';
import { Area } from '../../parts/area.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Form } from '../../parts/form.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import type { Updates } from '../../staff/types.ts';
import { Check, NumberField } from '../../teacher/settings/controls.tsx';
import { machineTexts } from './machine-texts.ts';

interface UpdateSettingsProps {
  readonly settings: Updates['settings'];
  readonly onSaved: () => Promise<void>;
}

/** Where updates come from, and when the internet may be used for them. */
export function UpdateSettings({ settings, onSaved }: UpdateSettingsProps) {
  const words = machineTexts.value;
  const id = useId();
  const addresses = useSignal(settings.addresses.join('\n'));
  const neighbours = useSignal(settings.neighbours);
  const hasHours = useSignal(settings.hours !== null);
  const hours = useSignal(settings.hours ?? { from: 20, to: 6 });
  const isSaved = useSignal(false);
  const action = useAction();
  const save = async () => {
    const lines = addresses.value.split('\n').map((line) => line.trim());
    isSaved.value = await action.run(async () => {
      await call('PATCH /api/updates', {
        body: {
          addresses: lines.filter((line) => line !== ''),
          neighbours: neighbours.value,
          hours: hasHours.value ? hours.value : null,
        },
      });
      await onSaved();
    });
  };
  return (
    <Form class="settings-form" submit={save}>
      <h2>{words.sources}</h2>
      <Area
        id={`${id}-addresses`}
        label={words.addresses}
        hint={words.addressesHint}
        value={addresses.value}
        rows={2}
        onInput={(value) => {
          addresses.value = value;
        }}
      />
      {settings.folders.length > 0 && (
        <p class="hint">{fill(words.folders, { folders: settings.folders.join(', ') })}</p>
      )}
      <Check
        label={words.neighbours}
        checked={neighbours.value}
        onChange={(checked) => {
          neighbours.value = checked;
        }}
      />
      <Check
        label={words.onlyHours}
        hint={words.hoursHint}
        checked={hasHours.value}
        onChange={(checked) => {
          hasHours.value = checked;
        }}
      />
      {hasHours.value && (
        <div class="hours-line">
          <NumberField
            label={words.from}
            min={0}
            max={24}
            value={hours.value.from}
            onChange={(from) => setHours({ from })}
          />
          <NumberField
            label={words.until}
            min={0}
            max={24}
            value={hours.value.to}
            onChange={(to) => setHours({ to })}
          />
        </div>
      )}
      <button type="submit" class="button" disabled={action.isRunning.value}>
        {words.save}
      </button>{' '}
      <span role="status">{isSaved.value ? words.saved : ''}</span>
      <ErrorNote error={action.error.value} />
    </Form>
  );

  function setHours(change: Partial<{ from: number; to: number }>): void {
    hours.value = { ...hours.value, ...change };
  }
}
