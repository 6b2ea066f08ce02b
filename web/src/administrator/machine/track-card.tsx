import { fill } from '../../language/plural.ts';
import { ConfirmedButton } from '../../staff/confirmed-button.tsx';
import type { Updates } from '../../staff/types.ts';
import { FactLine } from '../fact-line.tsx';
import { machineTexts } from './machine-texts.ts';

type Track = Updates['tracks'][number];

const hourMs = 3_600_000;

interface TrackCardProps {
  readonly track: Track;
  readonly isBlocked: boolean;
  readonly onGoBack: () => void;
}

/** The releases of one kind. */
export function TrackCard({ track, isBlocked, onGoBack }: TrackCardProps) {
  const words = machineTexts.value;
  const { kept, previous, trial, candidate, refused, next } = track;
  const left = trial ?? kept;
  const offer = next.offer && next.offer.number !== kept?.number ? ` (${next.offer.title})` : '';
  return (
    <li class="machine-card">
      <h2>{words.kinds[track.kind]}</h2>
      <dl class="state">
        <FactLine title={words.kept}>{kept?.title ?? words.factory}</FactLine>
        {previous && <FactLine title={words.previous}>{previous.title}</FactLine>}
        {trial && (
          <FactLine
            title={words.trial}
            warning={trial.fault && fill(words.trialFault, { fault: trial.fault })}
          >
            {fill(words.trialText, {
              title: trial.title,
              ran: Math.floor(trial.ranMs / hourMs),
              needed: Math.round(trial.neededMs / hourMs),
              starts: trial.startsLeft,
            })}
          </FactLine>
        )}
        {candidate && (
          <FactLine title={words.candidate}>
            {candidate.title}, {words.exams[candidate.exam]}
          </FactLine>
        )}
        {refused && (
          <FactLine title={words.refused}>
            {refused.count}. <span lang="en">{refused.reason}</span>
          </FactLine>
        )}
        <FactLine title={words.next}>
          {next.reason === null ? words.actions[next.action] : words.waits[next.reason]}
          {offer}
        </FactLine>
      </dl>
      {left && !isBlocked && (
        <ConfirmedButton
          icon="left"
          label={words.goBack}
          target={words.kinds[track.kind]}
          withWords={true}
          question={fill(words.goBackQuestion, { title: left.title })}
          onConfirm={onGoBack}
        />
      )}
    </li>
  );
}
