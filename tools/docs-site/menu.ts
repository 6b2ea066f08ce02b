/** A part of the menu: a heading, and pages by their path in the repository; a folder gives all its pages. */
export interface MenuPart {
  readonly title: string;
  readonly pages: readonly string[];
}

/** By reader, who has least time first. A page of docs/ that is not here comes last, under “More”. */
export const menu: readonly MenuPart[] = [
  { title: 'Soro', pages: ['README.md', 'CHANGELOG.md'] },
  { title: 'Омӯзгорон · Учителя · Teachers', pages: ['docs/teachers.md', 'docs/teachers.ru.md'] },
  {
    title: 'Маъмурон · ИТ · School IT',
    pages: [
      'docs/school.tg.md',
      'docs/school.ru.md',
      'docs/install.md',
      'docs/school.md',
      'docs/models.md',
      'docs/fleet.md',
    ],
  },
  { title: 'What it does', pages: ['docs/library.md', 'docs/practice.md', 'docs/office.md', 'docs/api.md'] },
  {
    title: 'Making a model',
    pages: [
      'docs/corpus.md',
      'docs/instruct.md',
      'docs/training.md',
      'docs/quantisation.md',
      'docs/benchmarks.md',
      'benchmarks/README.md',
      'docs/footguns.md',
      'docs/sampling.md',
      'docs/samples.md',
      'docs/cluster.md',
      'models/card.md',
    ],
  },
  { title: 'Figures', pages: ['docs/results', 'docs/log.md'] },
  { title: 'The code', pages: ['ARCHITECTURE.md', 'CONTRIBUTING.md'] },
];

/** Pages that are not in English: their `lang`. */
export const languages: Readonly<Record<string, string>> = {
  'docs/teachers.md': 'tg',
  'docs/teachers.ru.md': 'ru',
  'docs/school.tg.md': 'tg',
  'docs/school.ru.md': 'ru',
};

/** Pages that are found by title only: what models say is no documentation. */
export const withoutText: ReadonlySet<string> = new Set(['docs/samples.md']);
