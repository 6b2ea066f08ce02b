// Makes benchmarks/verb-forms: `npx node tools/make-benchmarks/verb-forms.ts`.
// Sentences made by rule: the subject asks for the person, an adverb or a modal word for tense and mood.
import { type Draft, orderKey, shuffled, takeEvenly, writeItems } from './items.ts';
import {
  type Action,
  actions,
  future,
  habitual,
  infinitive,
  past,
  pluperfect,
  presentTense,
  progressive,
  subjects,
  subjunctive,
  want,
} from './sources/verbs.ts';

const seed = 'verb-forms 1';
/** Other persons whose forms are never right for a subject; the plural of respect is kept away from the singular. */
const otherPersons = [
  [1, 3, 2],
  [0, 4, 5],
  [0, 1, 3],
  [0, 4, 5],
  [1, 3, 0],
  [2, 3, 0],
];

interface Pattern {
  readonly rule: string;
  readonly sentence: (subject: string, object: string, person: number) => string;
  readonly right: (action: Action, person: number) => string;
  /** Wrong forms: of another person, and of the same person in another tense or shape. */
  readonly wrong: (action: Action, person: number, other: number) => string[];
}

const patterns: readonly Pattern[] = [
  {
    rule: 'past tense',
    sentence: (subject, object) => `Дирӯз ${subject} ${object} ___.`,
    right: past,
    wrong: (action, person, other) => [
      past(action, other),
      presentTense(action, person),
      subjunctive(action, person),
    ],
  },
  {
    rule: 'present tense, person',
    sentence: (subject, object) => `Ҳар рӯз ${subject} ${object} ___.`,
    right: presentTense,
    wrong: (action, person) => (otherPersons[person] ?? []).map((other) => presentTense(action, other)),
  },
  {
    rule: 'subjunctive after бояд',
    sentence: (subject, object) => `${capital(subject)} бояд пагоҳ ${object} ___.`,
    right: subjunctive,
    // Without a person, бояд рафт is right too: no past of the third person.
    wrong: (action, person, other) => [
      presentTense(action, person),
      past(action, person === 2 ? other : person),
      subjunctive(action, other),
    ],
  },
  {
    rule: 'subjunctive after хостан',
    sentence: (subject, object, person) => `${capital(subject)} ${want(person)}, ки ${object} ___.`,
    right: subjunctive,
    wrong: (action, person) => [presentTense(action, person), past(action, person), infinitive(action)],
  },
  {
    rule: 'future with хоҳам',
    sentence: (subject, object) => `Соли оянда ${subject} ${object} ___.`,
    right: future,
    wrong: (action, person, other) => [
      future(action, other),
      `${future(action, person)}ан`,
      past(action, person) === action.past ? habitual(action, other) : past(action, person),
    ],
  },
  {
    rule: 'progressive with истодан',
    sentence: (subject, object) => `Ҳозир ${subject} ${object} ___.`,
    right: progressive,
    wrong: (action, person, other) => [
      progressive(action, other),
      progressive(action, person).replace('а ', 'ан '),
      progressive(action, person).replace(/а истода\p{L}+/u, 'ам истода'),
    ],
  },
  {
    rule: 'negation',
    sentence: (subject, object) => `${capital(subject)} ҳеҷ гоҳ ${object} ___.`,
    right: (action, person) => `на${presentTense(action, person)}`,
    wrong: (action, person, other) => [
      `мена${subjunctive(action, person)}`,
      presentTense(action, person),
      `на${presentTense(action, other)}`,
    ],
  },
  {
    rule: 'pluperfect',
    sentence: (subject, object) => `То омадани падарам ${subject} аллакай ${object} ___.`,
    right: pluperfect,
    wrong: (action, person, other) => [
      pluperfect(action, other),
      pluperfect(action, person).replace('а ', 'ан '),
      subjunctive(action, person),
    ],
  },
];

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const drafts = patterns.map(({ rule, sentence, right, wrong }) =>
  shuffled(
    actions.flatMap((action) =>
      subjects.flatMap((names, person) => names.map((subject) => ({ action, person, subject }))),
    ),
    `${seed} ${rule}`,
    ({ action, subject }) => `${action.object} ${action.past} ${subject}`,
  ).map(({ action, person, subject }): Draft => {
    const others = otherPersons[person] ?? [];
    const other =
      others[Number.parseInt(orderKey(seed, action.object + subject).slice(0, 4), 16) % others.length] ?? 0;
    const object = ['ман', 'мо'].includes(subject)
      ? action.object
      : action.object.replace(/(дӯст|модар|хоҳар)ам/u, '$1и худ');
    return {
      question: sentence(subject, object, person),
      right: right(action, person),
      wrong: wrong(action, person, other),
      rule,
      source: 'written for this project',
    };
  }),
);
await writeItems('verb-forms', takeEvenly(drafts, 400));
