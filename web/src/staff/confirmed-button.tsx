import { useSignal } from '@preact/signals';
import { Confirm } from '../parts/dialog.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import type { IconName } from '../parts/icons.tsx';

interface ConfirmedButtonProps {
  readonly icon: IconName;
  /** What it does; also the title and the button of the question. */
  readonly label: string;
  /** To whom, for those who only hear the page. */
  readonly target?: string;
  readonly question: string;
  readonly withWords?: boolean;
  readonly onConfirm: () => void;
}

/** A button that asks first. */
export function ConfirmedButton(props: ConfirmedButtonProps) {
  const asks = useSignal(false);
  return (
    <>
      <IconButton
        icon={props.icon}
        label={props.label}
        {...(props.target && { target: props.target })}
        {...(props.withWords && { withWords: true, class: 'worded' })}
        onClick={() => {
          asks.value = true;
        }}
      />
      {asks.value && (
        <Confirm
          title={props.label}
          text={props.question}
          confirm={props.label}
          onConfirm={props.onConfirm}
          onClose={() => {
            asks.value = false;
          }}
        />
      )}
    </>
  );
}
