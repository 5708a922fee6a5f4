/** Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods" (SIGIR 2009). */
const K = 60;

export interface Fused {
  key: string;
  /** 0 to 1: 1 is the first of every list. */
  score: number;
}

/** One ranking of several by reciprocal ranks, 1 / (60 + rank) of each added up; of equals, those of the earlier list come first. */
export function fuse(rankings: readonly (readonly string[])[]): Fused[] {
  const scores = new Map<string, number>();
  for (const ranking of rankings) {
    ranking.forEach((key, index) => scores.set(key, (scores.get(key) ?? 0) + 1 / (K + index + 1)));
  }
  const best = rankings.length / (K + 1);
  return [...scores].map(([key, score]) => ({ key, score: score / best })).sort((a, b) => b.score - a.score);
}
