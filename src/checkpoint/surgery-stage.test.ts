import { describe, expect, it } from 'vitest';
import type { Artefact } from '../core/artefact/manifest.ts';
import type { StageContext } from '../core/artefact/stage.ts';
import { type SurgerySettings, surgerySettings } from './surgery/settings.ts';
import { surgeryStage } from './surgery-stage.ts';

function build(initialisation: SurgerySettings['initialisation'], roles: readonly string[]) {
  const inputs = Object.fromEntries(
    ['checkpoint', 'vocabulary', ...roles].map((role) => [role, { directory: `absent/${role}` } as Artefact]),
  );
  const settings = surgerySettings.parse({ initialisation });
  return surgeryStage.build({ settings, inputs } as StageContext<SurgerySettings>);
}

describe('surgeryStage', () => {
  it.each([
    ['persian', ['tokens'], 'spared'],
    ['persian', ['spared'], 'tokens'],
    ['shrunk', ['tokens', 'spared'], 'initialisation'],
  ] as const)(
    'refuses to start over with kept tokens with %s and only %s',
    async (initialisation, roles, place) => {
      await expect(build(initialisation, roles)).rejects.toMatchObject({
        message: expect.stringContaining('both inputs'),
        place,
      });
    },
  );
});
