import { useId } from 'preact/hooks';
import { fill } from '../language/plural.ts';
import { WithLetters } from '../parts/letters/with-letters.tsx';
import { practiceTexts } from './practice-texts.ts';
import type { ShownItem } from './types.ts';

const letters = 'ABCDEFGHIJ';
const gapMark = '___';

interface AnswerFormProps {
  readonly item: ShownItem;
  /** The answer in letters or words, as the server reads it; empty while there is none. */
  readonly value: string;
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
  /** A typed answer is complete: the field was left. */
  readonly onLeave?: () => void;
}

/** A question with what it is answered by: options, lists, or a line to write. */
export function AnswerForm(props: AnswerFormProps) {
  const { item } = props;
  return (
    <>
      <p class="item-question" lang="tg">
        {item.question.replace(gapMark, '______')}
      </p>
      <Answer {...props} />
    </>
  );
}

function Answer(props: AnswerFormProps) {
  switch (props.item.kind) {
    case 'single-choice':
    case 'several-right':
      return <Options {...props} />;
    case 'matching':
      return <Pairs {...props} />;
    case 'order':
      return <Order {...props} />;
    default:
      return <Line {...props} />;
  }
}

function Options({ item, value, disabled, onChange }: AnswerFormProps) {
  const name = useId();
  const isSingle = item.kind === 'single-choice';
  const chosen = value.split(' ').filter(Boolean);
  const change = (letter: string, isOn: boolean) => {
    if (isSingle) return onChange(letter);
    const next = isOn ? [...chosen, letter] : chosen.filter((one) => one !== letter);
    return onChange(next.sort().join(' '));
  };
  return (
    <fieldset class="options" disabled={disabled}>
      <legend class="unseen">{practiceTexts.value.yourAnswer}</legend>
      {item.options.map((option, place) => {
        const letter = letters[place] ?? '';
        return (
          <label key={option}>
            <input
              type={isSingle ? 'radio' : 'checkbox'}
              name={name}
              checked={chosen.includes(letter)}
              onChange={(event) => change(letter, event.currentTarget.checked)}
            />
            <span class="letter" aria-hidden="true">
              {letter}
            </span>
            <span lang="tg">{option}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** «1-B 2-A»: for each entry on the left, the letter of its partner. */
function Pairs({ item, value, disabled, onChange }: AnswerFormProps) {
  const words = practiceTexts.value;
  const id = useId();
  const partners = new Map(
    value
      .split(' ')
      .filter(Boolean)
      .map((pair) => [Number(pair.split('-', 1)[0]) - 1, pair.split('-')[1] ?? '']),
  );
  const change = (left: number, letter: string) => {
    if (letter === '') partners.delete(left);
    else partners.set(left, letter);
    const pairs = [...partners].sort(([one], [other]) => one - other);
    onChange(pairs.map(([place, partner]) => `${place + 1}-${partner}`).join(' '));
  };
  return (
    <div class="pairs">
      {item.left.map((left, place) => (
        <div key={left}>
          <label for={`${id}-${place}`} lang="tg">
            {place + 1}. {left}
          </label>
          <select
            id={`${id}-${place}`}
            disabled={disabled}
            value={partners.get(place) ?? ''}
            onChange={(event) => change(place, event.currentTarget.value)}
          >
            <option value="">{words.choose}</option>
            {item.options.map((option, index) => (
              <option key={option} value={letters[index]} lang="tg">
                {letters[index]}) {option}
              </option>
            ))}
          </select>
        </div>
      ))}
    </div>
  );
}

/** Parts are pressed one after the other; one that was chosen is taken back by pressing it again. */
function Order({ item, value, disabled, onChange }: AnswerFormProps) {
  const words = practiceTexts.value;
  const chosen = value.split(' ').filter(Boolean);
  const textOf = (letter: string) => item.options[letters.indexOf(letter)] ?? '';
  return (
    <div class="order">
      <p class="hint">{words.orderHint}</p>
      <ol aria-label={words.yourOrder}>
        {chosen.map((letter) => (
          <li key={letter}>
            <button
              type="button"
              disabled={disabled}
              aria-label={fill(words.takeBack, { text: textOf(letter) })}
              onClick={() => onChange(chosen.filter((one) => one !== letter).join(' '))}
            >
              <span lang="tg">{textOf(letter)}</span>
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ol>
      <div class="parts">
        {item.options.map((part, place) => {
          const letter = letters[place] ?? '';
          if (chosen.includes(letter)) return null;
          return (
            <button
              key={part}
              type="button"
              class="button outline small"
              lang="tg"
              disabled={disabled}
              onClick={() => onChange([...chosen, letter].join(' '))}
            >
              {part}
            </button>
          );
        })}
      </div>
    </div>
  );
}

function Line({ item, value, disabled, onChange, onLeave }: AnswerFormProps) {
  const words = practiceTexts.value;
  const id = useId();
  const field = (
    <input
      id={id}
      type="text"
      lang="tg"
      autocomplete="off"
      maxLength={500}
      disabled={disabled}
      value={value}
      onInput={(event) => onChange(event.currentTarget.value)}
      onBlur={() => onLeave?.()}
    />
  );
  return (
    <div class="form-field">
      <label for={id}>
        {words.yourAnswer}
        {item.unit !== null && <small lang="tg"> ({fill(words.unit, { unit: item.unit })})</small>}
      </label>
      {item.kind === 'number' ? field : <WithLetters>{field}</WithLetters>}
    </div>
  );
}

/** Whether an answer can be sent: every part of it is there. */
export function isComplete({ kind, left, options }: ShownItem, value: string): boolean {
  const parts = value.split(' ').filter(Boolean).length;
  if (kind === 'matching') return parts === left.length;
  if (kind === 'order') return parts === options.length;
  return value.trim() !== '';
}
