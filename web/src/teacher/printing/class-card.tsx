import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { session } from '../../server/session.ts';
import { Loaded } from '../../staff/loaded.tsx';
import { staffTexts } from '../../staff/staff-texts.ts';
import type { SchoolClass } from '../../staff/types.ts';
import { type ServerAddresses, useAddresses } from '../../staff/use-addresses.ts';
import { useResource } from '../../staff/use-resource.ts';
import { workTexts } from '../../staff/work-texts.ts';
import '../../staff/staff.css';
import './class-card.css';
import { codeText } from './code-text.ts';
import { QrCode } from './qr-code.tsx';

/** For the projector: where pupils go, the code of the class, a picture that opens it. */
export function ClassCard({ id }: { id: string }) {
  const own = useResource('GET /api/classes/:id', { everyMs: 15_000, input: { path: { id } } });
  const addresses = useAddresses();
  return (
    <main id="main" tabIndex={-1} class="class-card">
      <a class="link" href={`/#/classes/${encodeURIComponent(id)}`}>
        ← {workTexts.value.back}
      </a>
      <Loaded resource={own}>{(one) => addresses && <Card own={one} known={addresses} />}</Loaded>
    </main>
  );
}

function Card({ own, known }: { own: SchoolClass; known: ServerAddresses }) {
  const words = workTexts.value;
  const id = useId();
  const chosen = useSignal(known.addresses[0] ?? location.origin);
  const address = chosen.value;
  return (
    <>
      <h1>{[session.value?.school.name, own.name].filter(Boolean).join(' · ')}</h1>
      {!known.inNetwork && (
        <p class="note error" role="note">
          {words.cardOnlyHere}
        </p>
      )}
      <p class="card-title">{words.cardAddress}</p>
      <p class="card-address">{address.replace(/^http:\/\//u, '')}</p>
      <div class="card-parts">
        <div>
          <p class="card-title">{staffTexts.value.code}</p>
          <p class="card-code">{codeText(own.code)}</p>
        </div>
        <figure>
          <QrCode text={`${address}/#/join/${own.code}`} label={words.cardQr} />
          <figcaption>{words.cardScan}</figcaption>
        </figure>
      </div>
      {known.addresses.length > 1 && (
        <p class="choice card-choice">
          <label for={id}>{words.cardOther}</label>
          <select
            id={id}
            value={address}
            onChange={(event) => {
              chosen.value = event.currentTarget.value;
            }}
          >
            {known.addresses.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </p>
      )}
    </>
  );
}
