/** How a pupil has answered in one topic. */
export interface TopicScore {
  readonly subject: string;
  readonly topic: string | null;
  readonly answers: number;
  readonly right: number;
}

const fewestAnswers = 4;
const weakShare = 0.7;
const mostTopics = 5;

/** The topics with too many wrong answers, the weakest first. A few answers say little: shares are drawn to one half. */
export function weakTopics(scores: readonly TopicScore[]): readonly TopicScore[] {
  return scores
    .filter((score) => score.answers >= fewestAnswers && share(score) < weakShare)
    .sort((one, other) => share(one) - share(other))
    .slice(0, mostTopics);
}

function share({ answers, right }: TopicScore): number {
  return (right + 1) / (answers + 2);
}
