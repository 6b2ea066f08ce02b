import { fill } from '../language/plural.ts';
import { practiceTexts } from './practice-texts.ts';
import type { TutorTurn } from './types.ts';

/** What the tutor says to a wrong answer, and how much help is left. */
export function TutorView({ turn }: { turn: TutorTurn }) {
  const words = practiceTexts.value;
  const { phase, text, hints, mostHints, attempts, mostAttempts } = turn;
  const [first = '', ...lines] = text.split('\n');
  return (
    <section class={`tutor is-${phase}`} role="status" aria-label={words.tutor}>
      <p class="tutor-first" lang="tg">
        {first}
      </p>
      {lines.map((line, place) => (
        <p key={`${place} ${line}`} lang="tg">
          {line}
        </p>
      ))}
      {phase === 'trying' && (
        <p class="tutor-left">
          {[
            mostHints > 0 ? fill(words.hintOf, { n: hints, of: mostHints }) : '',
            fill(words.attemptOf, { n: attempts, of: mostAttempts }),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      )}
    </section>
  );
}
