import type { MachineJob, MachineModel } from '../contract/index.ts';
import type { MachineCare } from '../machine/machine-care.ts';
import { notFound } from '../school-error.ts';

const model: MachineModel = {
  name: 'small',
  title: { tg: 'Хурд', ru: 'Малая', en: 'Small' },
  state: 'available',
  sizeBytes: 1000,
  partBytes: null,
  goodAt: null,
  licence: { title: 'A licence', page: 'https://example.org' },
  inUse: false,
  served: false,
  places: 1,
  memoryBytes: 1000,
  tokensPerSecond: null,
  fetchable: true,
};

/** Models and updates that only say what was asked of them, for tests of routes; the real ones start processes. */
export function testMachine(): MachineCare & { readonly asked: string[] } {
  const asked: string[] = [];
  let job: MachineJob | null = null;
  const begin = async (what: MachineJob['what'], name: string) => {
    asked.push(`${what} ${name}`);
    job = { what, name, state: 'running', startedAt: 0, detail: '' };
    return job;
  };
  const known = (name: string) => {
    if (name !== model.name) throw notFound('model');
  };
  return {
    asked,
    models: async () => [model],
    async licence(name) {
      known(name);
      return { title: 'A licence', text: 'Text' };
    },
    async fetchModel(name) {
      known(name);
      return begin('fetch-model', name);
    },
    useModel: (name) => begin('use-model', name),
    measureModel: (name) => begin('measure-model', name),
    applyUpdates: (stick) => begin('update', stick ?? ''),
    rollBack: (track) => begin('rollback', track),
    async removeModel(name) {
      known(name);
      asked.push(`remove ${name}`);
    },
    updates: async () => ({
      enrolled: true,
      stale: false,
      tracks: [],
      exam: null,
      settings: { addresses: [], neighbours: true, hours: null, folders: [] },
      sticks: [],
      job,
    }),
    async changeUpdates(changes) {
      asked.push(`change ${JSON.stringify(changes)}`);
    },
    job: () => job,
    stop: () => void asked.push('stop'),
  };
}
