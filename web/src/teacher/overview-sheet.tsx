import { durationText } from '../language/durations.ts';
import { language } from '../language/language.ts';
import { fill, ordinal } from '../language/plural.ts';
import { CopyButton } from '../parts/copy/copy-button.tsx';
import { Loaded } from '../staff/loaded.tsx';
import { staffTexts } from '../staff/staff-texts.ts';
import type { Overview, SchoolClass } from '../staff/types.ts';
import { useAddresses } from '../staff/use-addresses.ts';
import { useResource } from '../staff/use-resource.ts';
import { workTexts } from '../staff/work-texts.ts';
import { codeText } from './printing/code-text.ts';

const everyMs = 4000;

/** What happens in the class now: who waits, how much is asked, about what. */
export function OverviewSheet({ own }: { own: SchoolClass }) {
  const words = staffTexts.value;
  const address = useAddresses()?.addresses[0] ?? location.origin;
  const overview = useResource('GET /api/classes/:id/overview', { everyMs, input: { path: { id: own.id } } });
  return (
    <>
      <section class="join-code">
        <div>
          <h2>{words.code}</h2>
          <p class="big-code">{codeText(own.code)}</p>
        </div>
        <CopyButton text={() => own.code} />
        <p class="hint">{fill(words.joinAddress, { address })}</p>
        <a class="button quiet small" href={`/#/classes/${encodeURIComponent(own.id)}/card`}>
          {workTexts.value.card}
        </a>
      </section>
      <Loaded resource={overview}>
        {(now) => (
          <>
            <dl class="figures">
              <Figure title={words.online} value={`${now.online} / ${own.pupilCount}`} />
              <Figure title={words.questionsToday} value={String(now.questionsToday)} />
              <Figure title={words.questionsWeek} value={String(now.questionsWeek)} />
            </dl>
            <div class="two-columns">
              <Waiting now={now} />
              <Topics now={now} />
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}

function Figure({ title, value }: { title: string; value: string }) {
  return (
    <div class="figure">
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Waiting({ now }: { now: Overview }) {
  const words = staffTexts.value;
  return (
    <section>
      <h2>{words.whoWaits}</h2>
      {now.waiting.length === 0 ? (
        <p class="quiet-text">{words.nobodyWaits}</p>
      ) : (
        <ul class="plain-list">
          {now.waiting.map((one) => (
            <li key={one.pupilId}>
              <strong lang="tg">{one.nickname}</strong>
              <span>
                {one.position === null
                  ? fill(words.waitingNow, { time: durationText(one.sinceSeconds) })
                  : fill(words.waitingSince, {
                      place: ordinal(language.value, one.position),
                      time: durationText(one.sinceSeconds),
                    })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {now.writing.length > 0 && (
        <>
          <h3>{words.whoWrites}</h3>
          <p lang="tg">{now.writing.map(({ nickname }) => nickname).join(', ')}</p>
        </>
      )}
    </section>
  );
}

function Topics({ now }: { now: Overview }) {
  const words = staffTexts.value;
  return (
    <section>
      <h2>{words.topics}</h2>
      <p class="hint">{words.topicsHint}</p>
      {now.topics.length === 0 ? (
        <p class="quiet-text">{words.noTopics}</p>
      ) : (
        <ul class="plain-list">
          {now.topics.map(({ word, questions, pupils }) => (
            <li key={word}>
              <strong lang="tg">{word}</strong>
              <span>{fill(words.topicCount, { questions, pupils })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
