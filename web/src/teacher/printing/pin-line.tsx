import { PinPicture } from '../../log-in/pin-picture.tsx';
import { pictureName } from '../../log-in/texts.ts';

/** Four pictures in a row, with their names for those who hear the page and for a printer without colours. */
export function PinLine({ pin }: { pin: readonly string[] }) {
  return (
    <span class="pin-line">
      {pin.map((picture, index) => (
        <span key={String(index)}>
          <PinPicture name={picture} />
          <small>{pictureName(picture)}</small>
        </span>
      ))}
    </span>
  );
}
