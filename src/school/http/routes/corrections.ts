import { classOf } from '../../classes/class.ts';
import type { correctionOperations } from '../../contract/classes.ts';
import { agreeToSend, withdrawConsent } from '../../corrections/consent.ts';
import { exportCorrections, listCorrections, removeCorrection } from '../../corrections/corrections.ts';
import { audit, audited } from '../../people/audit.ts';
import type { Handlers } from '../call.ts';
import { serveText } from '../replies/serve-file.ts';

/** The corrections of teachers. */
export const correctionHandlers: Handlers<typeof correctionOperations> = {
  'GET /api/corrections': ({ school, me, query }) => {
    const found = query.classId === undefined ? undefined : classOf(school.store, me, query.classId);
    return { json: { corrections: listCorrections(school, me, found?.number) } };
  },

  'GET /api/corrections/export': ({ school, me }) => {
    const lines = exportCorrections(school, me).map((example) => `${JSON.stringify(example)}\n`);
    audit(school, me, 'corrections-exported', '', `${lines.length}`);
    return serveText('soro-corrections.jsonl', 'application/jsonl; charset=utf-8', lines.join(''));
  },

  'DELETE /api/corrections/:id': ({ school, me, parameter }) => {
    audited(school, me, ['correction-removed', parameter('id')], () =>
      removeCorrection(school, me, { id: parameter('id') }),
    );
    return undefined;
  },

  'POST /api/corrections/:id/home': ({ school, me, parameter, body }) => {
    const agreed = audited(school, me, ['correction-agreed', parameter('id')], () =>
      agreeToSend(school, me, parameter('id'), body),
    );
    const { question, answer, agreedAt } = agreed;
    return { status: 201, json: { home: { question, answer, agreedAt } } };
  },

  'DELETE /api/corrections/:id/home': ({ school, me, parameter }) => {
    audited(school, me, ['correction-withdrawn', parameter('id')], () =>
      withdrawConsent(school, me, parameter('id')),
    );
    return undefined;
  },
};
