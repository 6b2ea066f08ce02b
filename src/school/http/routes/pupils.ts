import { classOf, classOfPerson } from '../../classes/class.ts';
import { erasePupil, pupilOf, pupilView, resetPin } from '../../classes/pupils.ts';
import type { pupilOperations } from '../../contract/classes.ts';
import { exportPerson } from '../../conversations/export-person.ts';
import { audit, audited } from '../../people/audit.ts';
import { type Person, personOfNumber, renamePerson } from '../../people/person.ts';
import { drawPin } from '../../people/pins.ts';
import type { Call, Handlers } from '../call.ts';
import { serveJson } from '../replies/serve-file.ts';

/** Single pupils. */
export const pupilHandlers: Handlers<typeof pupilOperations> = {
  'PATCH /api/pupils/:id': (call) => {
    const { school, me, body } = call;
    const pupil = ownPupil(call);
    const target = body.classId === undefined ? undefined : classOf(school.store, me, body.classId);
    audited(school, me, ['pupil-changed', pupil.id, target?.id ?? ''], () =>
      renamePerson(school.store, pupil, body.nickname ?? pupil.name, target?.number ?? pupil.classNumber),
    );
    return { json: view(call, pupil) };
  },

  'POST /api/pupils/:id/pin': async (call) => {
    const pupil = ownPupil(call);
    const pin = call.body.pin ?? drawPin();
    await resetPin(call.school, pupil, pin);
    audit(call.school, call.me, 'pin-reset', pupil.id);
    return { json: { pupil: view(call, pupil), pin } };
  },

  'GET /api/pupils/:id/export': (call) => {
    const pupil = ownPupil(call);
    audit(call.school, call.me, 'pupil-exported', pupil.id);
    const readableOnly = call.me.role !== 'administrator';
    return serveJson('soro-pupil.json', exportPerson(call.school, pupil, { readableOnly }));
  },

  'DELETE /api/pupils/:id': (call) => {
    const pupil = ownPupil(call);
    call.runner.stopAllOf(pupil.id);
    audited(call.school, call.me, ['pupil-erased', pupil.id], () => erasePupil(call.school.store, pupil));
    return undefined;
  },
};

function ownPupil({ school, me, parameter }: Call): Person {
  return pupilOf(school.store, me, parameter('id'));
}

/** A pupil as they are after a change. */
function view({ school }: Call, { number }: Person) {
  const pupil = personOfNumber(school.store, number);
  const found = classOfPerson(school.store, pupil);
  return pupilView(school, pupil, found?.id ?? '');
}
