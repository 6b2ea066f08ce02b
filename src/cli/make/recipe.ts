import { basename, dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { Stage } from '../../core/artefact/stage.ts';
import { BadInputError } from '../../core/errors.ts';
import { readText } from '../../core/files.ts';
import { parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';
import { findStage } from '../stages.ts';
import { expandEnvironment } from './expand-environment.ts';
import { type ReleaseConditions, releaseSchema } from './release.ts';

const artefactName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'Names are lower-case letters, digits and hyphens.');

const recipeSchema = z.strictObject({
  /** Version of the recipe format. */
  soro: z.literal(1),
  name: artefactName,
  /** Folder of the artefacts, against the recipe's folder. */
  work: z.string(),
  /** Recipes whose artefacts this one builds on, against its folder: a corpus that several models share. */
  uses: z.array(z.string()).default([]),
  artefacts: z.record(
    artefactName,
    z.strictObject({
      stage: z.string(),
      /** Role → name of another artefact of this recipe. */
      inputs: z.record(z.string(), artefactName).default({}),
      settings: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
  /** What the model must reach to be released. */
  release: releaseSchema.optional(),
});

/** One artefact of a recipe: which stage makes it, from what. */
export interface RecipeArtefact {
  readonly name: string;
  readonly stage: Stage;
  /** The finished artefact's folder. */
  readonly target: string;
  /** Role → artefact name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Settings with defaults filled in and paths absolute. */
  readonly settings: unknown;
}

export interface Recipe {
  readonly name: string;
  readonly file: string;
  /** In an order in which every artefact comes after its inputs. */
  readonly artefacts: readonly RecipeArtefact[];
  /** What the model must reach; `modelArtefact` is the one that its role stands for. */
  readonly release?: ReleaseConditions & { readonly modelArtefact: string };
}

/**
 * Reads a recipe, checks every stage, setting and reference, and puts the artefacts in order.
 * @throws BadInputError naming the file and the key: unknown key, unknown stage, missing input, cycle.
 */
export async function readRecipe(file: string): Promise<Recipe> {
  return readRecipeWithin(file, []);
}

async function readRecipeWithin(file: string, usedBy: readonly string[]): Promise<Recipe> {
  const value = parseYaml(await readText(file), { file }, { merge: true });
  const recipe = parseWith(recipeSchema, value, { file });
  const folder = dirname(resolve(file));
  const work = resolve(folder, recipe.work);
  const artefacts = Object.entries(recipe.artefacts).map(([name, entry]): RecipeArtefact => {
    const place = `artefacts.${name}`;
    const stage = findStage(entry.stage, file, `${place}.stage`);
    const written = expandEnvironment(entry.settings, file, `${place}.settings`);
    const settings = parseSettings(stage, written, `${file}, ${place}.settings`);
    return {
      name,
      stage,
      target: resolve(work, name),
      inputs: entry.inputs,
      settings: stage.resolvePaths?.(settings, (path) => resolve(folder, path)) ?? settings,
    };
  });
  const used = await readUsed(recipe.uses, file, usedBy);
  const [twice] = artefacts.filter(({ name }) => used.some((other) => other.name === name));
  if (twice !== undefined) {
    throw new BadInputError({
      message: `The artefact "${twice.name}" is defined here and in a recipe that this one uses.`,
      file,
      place: `artefacts.${twice.name}`,
      remedy: 'Give it another name.',
    });
  }
  const sorted = sortArtefacts([...used, ...artefacts], file);
  if (!recipe.release) return { name: recipe.name, file, artefacts: sorted };
  return { name: recipe.name, file, artefacts: sorted, release: readRelease(recipe.release, sorted, file) };
}

/** The artefacts of the recipes that a recipe uses, each once. */
async function readUsed(
  uses: readonly string[],
  file: string,
  usedBy: readonly string[],
): Promise<RecipeArtefact[]> {
  const line = [...usedBy, resolve(file)];
  const found = new Map<string, RecipeArtefact>();
  for (const name of uses) {
    const used = resolve(dirname(resolve(file)), name);
    if (line.includes(used)) {
      throw new BadInputError({
        message: `The recipe uses itself: ${[...line, used].map((path) => basename(path)).join(' → ')}.`,
        file,
        place: 'uses',
        remedy: 'Remove one of these.',
      });
    }
    for (const artefact of (await readRecipeWithin(used, line)).artefacts) {
      const other = found.get(artefact.name);
      if (other !== undefined && other.target !== artefact.target) {
        throw new BadInputError({
          message: `Two of the recipes used define "${artefact.name}".`,
          file,
          place: 'uses',
          remedy: 'Rename one of the two.',
        });
      }
      found.set(artefact.name, artefact);
    }
  }
  return [...found.values()];
}

/** Finds the artefacts that the conditions speak of. */
function readRelease(
  release: ReleaseConditions,
  artefacts: readonly RecipeArtefact[],
  file: string,
): NonNullable<Recipe['release']> {
  const report = artefacts.find(({ name }) => name === release.report);
  if (report?.stage.kind !== 'report') {
    throw new BadInputError({
      message: `"${release.report}" is not a report of this recipe.`,
      file,
      place: 'release.report',
      remedy: 'Name an artefact of the stage evaluation.',
    });
  }
  const roles = Object.keys(report.inputs);
  for (const key of ['model', 'base'] as const) {
    if (roles.includes(release[key])) continue;
    throw new BadInputError({
      message: `The report "${release.report}" has no input "${release[key]}".`,
      file,
      place: `release.${key}`,
      remedy: `One of: ${roles.join(', ')}.`,
    });
  }
  const { conversation } = release;
  return {
    ...release,
    conversation: conversation && {
      ...conversation,
      file: resolve(dirname(resolve(file)), conversation.file),
    },
    modelArtefact: report.inputs[release.model] ?? '',
  };
}

function parseSettings(stage: Stage, settings: unknown, where: string): unknown {
  return parseWith(stage.settings, settings, { file: where });
}

/** Depth-first topological order; the recipe's own order where it does not matter. */
function sortArtefacts(artefacts: readonly RecipeArtefact[], file: string): RecipeArtefact[] {
  const byName = new Map(artefacts.map((artefact) => [artefact.name, artefact]));
  const sorted: RecipeArtefact[] = [];
  const done = new Set<string>();

  function visit(name: string, path: readonly string[]): void {
    if (done.has(name)) return;
    const wantedBy = path.at(-1);
    const artefact = byName.get(name);
    if (!artefact) {
      throw new BadInputError({
        message: `The input "${name}" of "${wantedBy}" is not an artefact of this recipe.`,
        file,
        place: `artefacts.${wantedBy}.inputs`,
        remedy: `One of: ${[...byName.keys()].join(', ')}.`,
      });
    }
    if (path.includes(name)) {
      const cycle = [...path.slice(path.indexOf(name)), name].join(' → ');
      throw new BadInputError({
        message: `The artefacts need each other in a circle: ${cycle}.`,
        file,
        place: `artefacts.${name}.inputs`,
        remedy: 'Remove one of these inputs.',
      });
    }
    for (const input of Object.values(artefact.inputs)) visit(input, [...path, name]);
    done.add(name);
    sorted.push(artefact);
  }

  for (const { name } of artefacts) visit(name, []);
  return sorted;
}
