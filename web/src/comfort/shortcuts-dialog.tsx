import { Dialog } from '../parts/dialog.tsx';
import { comfortTexts } from './comfort-texts.ts';
import { shortcutKeys, shortcutNames } from './shortcuts.ts';

/** All shortcuts of the keyboard. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const words = comfortTexts.value;
  return (
    <Dialog title={words.shortcuts} onClose={onClose}>
      <table class="shortcuts">
        <tbody>
          {shortcutNames.map((name) => (
            <tr key={name}>
              <th scope="row">
                <kbd>Alt</kbd> + <kbd>{shortcutKeys[name]}</kbd>
              </th>
              <td>{words.shortcutNames[name]}</td>
            </tr>
          ))}
          {(['Enter', 'Shift + Enter', 'Escape'] as const).map((key) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{words.keys[key]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">{words.shortcutsHint}</p>
    </Dialog>
  );
}
