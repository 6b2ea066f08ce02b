// The boundary rules of ARCHITECTURE.md: arrows go one way along the line of stages, and only to a
// stage's index.ts (its format and reader), never to its inside.
const stages = [
  'tools',
  'documents',
  'corpus',
  'library',
  'instructions',
  'vocabulary',
  'checkpoint',
  'llama',
  'training',
  'evaluation',
  'practice',
  'pilot',
  'quantisation',
  'models',
  'chat',
  'office',
  'assistant',
  'school',
  'fleet',
];

const later = stages.flatMap((stage, position) => {
  const after = stages.slice(position + 1);
  return after.length === 0
    ? []
    : [
        {
          name: `${stage}-does-not-import-later-stages`,
          severity: 'error',
          from: { path: `^src/${stage}/` },
          to: { path: `^src/(${after.join('|')})/` },
        },
      ];
});

// llama has two: index.ts for parents, native.ts for children. The schema of an item is a part of the school's contract.
const fronts = new Map([
  ['llama', '(index|native)'],
  ['practice', '(index|items/item|tutor/settings|tutor/diagnosis/fault)'],
]);

const inside = stages.map((stage) => ({
  name: `${stage}-is-imported-through-its-index`,
  severity: 'error',
  from: { path: '^src/', pathNot: [`^src/${stage}/`, '^src/cli/', String.raw`\.test\.ts$`] },
  to: { path: `^src/${stage}/`, pathNot: `^src/${stage}/${fronts.get(stage) ?? 'index'}\\.ts$` },
}));

export const options = {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: ['web/dist', 'node_modules'] },
  tsPreCompilationDeps: true,
  tsConfig: { fileName: 'tsconfig.json' },
  enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
};

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-imports-only-core',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^src/', pathNot: '^src/core/' },
    },
    {
      name: 'language-imports-only-core',
      severity: 'error',
      from: { path: '^src/language/' },
      to: { path: '^src/', pathNot: '^src/(core|language)/' },
    },
    {
      name: 'llama-imports-only-core-and-language',
      severity: 'error',
      from: { path: '^src/llama/', pathNot: String.raw`\.test\.ts$` },
      to: { path: '^src/', pathNot: '^src/(core|language|llama)/' },
    },
    {
      name: 'only-llama-calls-libraries',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/llama/', String.raw`\.test\.ts$`] },
      to: { path: 'node_modules/koffi' },
    },
    {
      name: 'libllama-is-for-children',
      severity: 'error',
      from: { path: String.raw`^src/cli/main\.ts$` },
      to: { path: String.raw`^src/llama/native\.ts$`, reachable: true },
    },
    {
      name: 'nothing-imports-the-cli',
      severity: 'error',
      from: { pathNot: '^(src/cli|tests|bench)/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'page-and-server-are-apart',
      comment: 'The page knows the server by its contract only, and shares the names of a PIN with it',
      severity: 'error',
      from: { path: '^web/' },
      to: {
        path: '^src/',
        pathNot: '^src/(school/contract/(index\\.ts|names/picture-names\\.json)|office/contract/index\\.ts)$',
      },
    },
    {
      name: 'page-takes-types-from-the-contract',
      comment: 'and takes nothing of it into its bundle',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/(school|office)/contract/index\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'contract-stands-alone',
      comment: 'The page is compiled with it: no Node, no database',
      severity: 'error',
      from: { path: '^src/(school|office)/contract/', pathNot: String.raw`\.test\.ts$` },
      to: {
        pathNot: [
          '^src/$1/contract/',
          'node_modules/zod/',
          String.raw`^src/practice/(items/item|tutor/settings|tutor/diagnosis/fault)\.ts$`,
        ],
      },
    },
    ...later,
    ...inside,
  ],
  options,
};
