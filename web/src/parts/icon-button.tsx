import { Icon, type IconName } from './icons.tsx';

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  /** What it is done to, for those who only hear the page. */
  readonly target?: string;
  readonly onClick: (event: MouseEvent) => void;
  readonly class?: string;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  /** Shows the words beside the drawing where there is room. */
  readonly withWords?: boolean;
}

/** A button that is a drawing; its words are its tooltip and what a screen reader says. */
export function IconButton(props: IconButtonProps) {
  const label = props.target === undefined ? props.label : `${props.label}: ${props.target}`;
  return (
    <button
      type="button"
      class={`icon-button ${props.class ?? ''}`}
      aria-label={label}
      title={label}
      aria-pressed={props.pressed}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
      {props.withWords && <span>{props.label}</span>}
    </button>
  );
}
