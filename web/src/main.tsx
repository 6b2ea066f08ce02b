import { render } from 'preact';
import { App } from './app.tsx';
import { restoreReading } from './comfort/reading-choices.ts';
import { listenToShortcuts } from './comfort/shortcuts.ts';
import { prepareInstallation } from './install.ts';
import { restoreAppearance } from './theme.ts';

restoreAppearance();
restoreReading();
if (!('MathMLElement' in window)) document.documentElement.classList.add('no-mathml');
const root = document.getElementById('app');
if (root) render(<App />, root);
prepareInstallation();
listenToShortcuts();
