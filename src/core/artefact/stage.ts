import type { z } from 'zod';
import type { Executor } from '../executor.ts';
import type { Progress } from '../progress.ts';
import type { Draft } from './draft.ts';
import type { Artefact, ArtefactKind } from './manifest.ts';

/** Which artefacts a stage reads under one role. */
export interface InputRule {
  readonly kinds: readonly ArtefactKind[];
  /** The stage works without it. */
  readonly optional?: boolean;
}

/** What a stage is given when it builds one artefact. */
export interface StageContext<Settings> {
  readonly settings: Settings;
  /** Input artefacts by role; every required role is present. */
  readonly inputs: Readonly<Record<string, Artefact>>;
  /** The folder being written; nothing outside it is touched. */
  readonly draft: Draft;
  readonly executor: Executor;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** What a stage says about the artefact it built; goes into the manifest. */
export interface StageOutcome {
  readonly counts: Readonly<Record<string, number>>;
  readonly rejects?: Readonly<Record<string, number>>;
  readonly licences?: readonly string[];
  readonly tools?: Readonly<Record<string, string>>;
}

/**
 * One stage of the line: settings and input artefacts in, one artefact out. `soro VERB` and
 * `soro make` both run it through `buildArtefact`.
 */
export interface Stage<Schema extends z.ZodType = z.ZodType> {
  /** The name in recipes and manifests. */
  readonly name: string;
  /** The kind of artefact it writes. */
  readonly kind: ArtefactKind;
  /** Raise it when the same settings and inputs would give another content. */
  readonly formatVersion: number;
  /** Roles of its input artefacts; `'*'` allows any further role of those kinds. */
  readonly inputs: Readonly<Record<string, InputRule>>;
  /** Schema of its settings: a strict object in which every default is visible. */
  readonly settings: Schema;
  /** Settings keys that hold paths: made absolute against the recipe's (or the current) folder. */
  readonly resolvePaths?: (settings: z.output<Schema>, resolve: (path: string) => string) => z.output<Schema>;
  /** Files outside any artefact that determine the content: name → hash. */
  readonly externals?: (settings: z.output<Schema>, signal: AbortSignal) => Promise<Record<string, string>>;
  /** Settings keys that say where or how fast, not what: left out of the fingerprint. */
  readonly incidentalSettings?: readonly string[];
  readonly build: (context: StageContext<z.output<Schema>>) => Promise<StageOutcome>;
}

/** Declares a stage, with its settings typed from its schema. */
export function defineStage<Schema extends z.ZodType>(stage: Stage<Schema>): Stage<Schema> {
  return stage;
}

/** The input of a role that the stage's rules require: `buildArtefact` has checked that it is there. */
export function requiredInput({ inputs }: Pick<StageContext<unknown>, 'inputs'>, role: string): Artefact {
  const input = inputs[role];
  if (input === undefined) throw new Error(`The stage has no rule for its input "${role}".`);
  return input;
}
