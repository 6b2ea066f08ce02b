import { language } from '../../language/language.ts';
import { fill, plural } from '../../language/plural.ts';
import { ConfirmedButton } from '../../staff/confirmed-button.tsx';
import { sizeText } from '../../staff/size-text.ts';
import type { MachineModel } from '../../staff/types.ts';
import { machineTexts } from './machine-texts.ts';
import { titleOf } from './title-of.ts';

interface ModelCardProps {
  readonly model: MachineModel;
  /** Something else is under way. */
  readonly isBlocked: boolean;
  readonly onFetch: () => void;
  readonly onUse: () => void;
  readonly onMeasure: () => void;
  readonly onRemove: () => void;
}

/** A model: what it is good at, whether it fits, and what can be done with it. */
export function ModelCard({ model, isBlocked, onFetch, onUse, onMeasure, onRemove }: ModelCardProps) {
  const words = machineTexts.value;
  const { name, state, inUse, places, fetchable } = model;
  const isReady = state === 'built-in' || state === 'installed';
  const title = titleOf(model);
  const button = (label: string, onClick: () => void, isQuiet = true) => (
    <button
      type="button"
      class={isQuiet ? 'button quiet' : 'button'}
      disabled={isBlocked}
      aria-label={`${label}: ${title}`}
      onClick={onClick}
    >
      {label}
    </button>
  );
  return (
    <li class="machine-card">
      <h2>{title}</h2>
      <p class="marks">
        {inUse && <strong class="mark-in-use">{words.inUse}</strong>} {words.states[state]},{' '}
        {sizeText(model.sizeBytes)}
      </p>
      {model.goodAt && <p>{model.goodAt[language.value]}</p>}
      <p class={places === 0 ? 'warning' : 'hint'}>{fitText(model)}</p>
      {model.tokensPerSecond !== null && (
        <p class="hint">{fill(words.speed, { speed: speedText(model.tokensPerSecond) })}</p>
      )}
      {model.partBytes !== null && (
        <p class="hint">
          {fill(words.part, { part: sizeText(model.partBytes), whole: sizeText(model.sizeBytes) })}
        </p>
      )}
      <div class="buttons">
        {isReady && !inUse && places !== 0 && button(words.use, onUse, false)}
        {!isReady && fetchable && state !== 'damaged' && places !== 0
          ? button(state === 'unfinished' ? words.resume : words.fetch, onFetch, false)
          : null}
        {isReady && button(words.measure, onMeasure)}
        {!inUse && (state === 'installed' || state === 'unfinished' || state === 'damaged') && !isBlocked && (
          <ConfirmedButton
            icon="trash"
            label={words.remove}
            target={title}
            withWords={true}
            question={fill(words.removeQuestion, { name })}
            onConfirm={onRemove}
          />
        )}
      </div>
    </li>
  );
}

function fitText({ places, memoryBytes }: MachineModel): string {
  const words = machineTexts.value;
  if (places === null || memoryBytes === null) return words.fitUnknown;
  return places === 0
    ? fill(words.fitsNot, { memory: sizeText(memoryBytes) })
    : plural(language.value, places, words.fits);
}

function speedText(tokensPerSecond: number): string {
  const text = tokensPerSecond.toFixed(1);
  return language.value === 'en' ? text : text.replace('.', ',');
}
