import type { BodyOf, MachineJob, MachineModel, Updates } from '../contract/index.ts';

/**
 * What an administrator can do about the machine's models and releases. It is made by whoever starts the server: the
 * school knows nothing of hubs and signatures.
 */
export interface MachineCare {
  models(): Promise<readonly MachineModel[]>;
  /** The text of a model's licence, and its title. @throws SchoolError not-found */
  licence(name: string): Promise<{ readonly title: string; readonly text: string }>;
  /** Each begins and returns at once. @throws SchoolError not-found, busy while another is under way */
  fetchModel(name: string): Promise<MachineJob>;
  useModel(name: string): Promise<MachineJob>;
  measureModel(name: string): Promise<MachineJob>;
  applyUpdates(stick: string | null): Promise<MachineJob>;
  /** Goes back to the release before; not-found where nothing of that name came from a hub. */
  rollBack(track: string): Promise<MachineJob>;
  /** @throws SchoolError not-found, bad-request for the one in use or the one that comes with Soro */
  removeModel(name: string): Promise<void>;
  updates(): Promise<Updates>;
  changeUpdates(changes: BodyOf<'PATCH /api/updates'>): Promise<void>;
  /** What is under way, or was last. */
  job(): MachineJob | null;
  stop(): void;
}
