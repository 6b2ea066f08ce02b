import { useSignal } from '@preact/signals';
import { errorText } from '../language/error-text.ts';
import { call } from '../server/call.ts';
import { codeOf } from '../server/server-error.ts';
import { practiceTexts } from './practice-texts.ts';

type Face = 1 | 2 | 3;

/** Three faces after the last test of a study; nobody has to take one. */
export function Faces({ id, taken }: { id: string; taken: Face | null }) {
  const words = practiceTexts.value;
  const chosen = useSignal(taken);
  const error = useSignal<string | undefined>(undefined);
  const take = async (face: Face) => {
    try {
      await call('PUT /api/my-tests/:id/face', { path: { id }, body: { face } });
      chosen.value = face;
      error.value = undefined;
    } catch (problem) {
      error.value = codeOf(problem);
    }
  };
  return (
    <section class="three-faces" aria-label={words.howWasIt}>
      <p>{words.howWasIt}</p>
      <div>
        {([1, 2, 3] as const).map((face) => (
          <button
            key={face}
            type="button"
            class="button quiet"
            aria-pressed={chosen.value === face}
            onClick={() => void take(face)}
          >
            <FacePicture face={face} />
            {words.faces[face]}
          </button>
        ))}
      </div>
      <p role="status">{chosen.value === null ? '' : words.faceThanks}</p>
      {error.value && (
        <p class="note error" role="alert">
          {errorText(error.value)}
        </p>
      )}
    </section>
  );
}

const mouths = { 1: 'M8 17q4-4 8 0', 2: 'M8 16h8', 3: 'M8 15q4 4 8 0' } as const;

function FacePicture({ face }: { face: Face }) {
  return (
    <svg viewBox="0 0 24 24" width="36" height="36" aria-hidden="true">
      <circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="1.5" />
      <circle cx="8.5" cy="10" r="1.3" fill="currentColor" />
      <circle cx="15.5" cy="10" r="1.3" fill="currentColor" />
      <path d={mouths[face]} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" />
    </svg>
  );
}
