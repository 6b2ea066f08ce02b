import type { machineOperations } from '../../contract/machine/machine.ts';
import type { MachineCare } from '../../machine/machine-care.ts';
import { audit } from '../../people/audit.ts';
import { notFound } from '../../school-error.ts';
import type { SchoolServices } from '../../services.ts';
import type { Handlers } from '../call.ts';

/** What administrators do about models and updates of this machine. */
export const machineHandlers: Handlers<typeof machineOperations> = {
  'GET /api/models': async (call) => {
    const care = careOf(call);
    return { json: { models: await care.models(), job: care.job() } };
  },

  'GET /api/models/:name/licence': async (call) => {
    const { text } = await careOf(call).licence(call.parameter('name'));
    return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
  },

  'POST /api/models/:name/fetch': async (call) => {
    const name = call.parameter('name');
    const { title } = await careOf(call).licence(name);
    const job = await careOf(call).fetchModel(name);
    audit(call.school, call.me, 'model-fetched', name, title);
    return { json: job };
  },

  'POST /api/models/:name/use': async (call) => {
    const name = call.parameter('name');
    const job = await careOf(call).useModel(name);
    audit(call.school, call.me, 'model-used', name);
    return { json: job };
  },

  'POST /api/models/:name/measure': async (call) => ({
    json: await careOf(call).measureModel(call.parameter('name')),
  }),

  'DELETE /api/models/:name': async (call) => {
    const name = call.parameter('name');
    await careOf(call).removeModel(name);
    audit(call.school, call.me, 'model-removed', name);
    return undefined;
  },

  'GET /api/updates': async (call) => ({ json: await careOf(call).updates() }),

  'PATCH /api/updates': async (call) => {
    const care = careOf(call);
    await care.changeUpdates(call.body);
    audit(call.school, call.me, 'updates-changed', '', JSON.stringify(call.body));
    return { json: await care.updates() };
  },

  'POST /api/updates/apply': async (call) => {
    const { stick } = call.body;
    const job = await careOf(call).applyUpdates(stick);
    audit(call.school, call.me, 'updates-applied', '', stick ?? '');
    return { json: job };
  },

  'POST /api/updates/rollback': async (call) => {
    const job = await careOf(call).rollBack(call.body.track);
    audit(call.school, call.me, 'update-taken-back', call.body.track);
    return { json: job };
  },

  'POST /api/machine/stop': (call) => {
    careOf(call).stop();
    return undefined;
  },
};

/** A server that was started without its own models and releases, such as one in a test, has none. */
function careOf({ machine }: SchoolServices): MachineCare {
  if (machine) return machine;
  throw notFound('model or update');
}
