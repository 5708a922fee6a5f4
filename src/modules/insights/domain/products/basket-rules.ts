/** Two products in invoices together. */
export interface Pair {
  one: string;
  other: string;
  /** Invoices with both, with the one, with the other. */
  both: number;
  first: number;
  second: number;
}

/** Who buys the left one buys the right one too. */
export interface BasketRule {
  antecedent: string;
  consequent: string;
  invoices: number;
  /** Share of all invoices with both. */
  support: number;
  /** Share of the invoices with the left one that have the right one too. */
  confidence: number;
  /** Confidence over the share of all invoices that have the right one: 1 is chance. */
  lift: number;
  /** Support beyond chance. */
  leverage: number;
  /** (1 − share of the right one) ÷ (1 − confidence); null where the rule was never broken. */
  conviction: number | null;
}

/** Both rules of each pair whose confidence is enough, strongest lift first (Agrawal, Imieliński and Swami 1993; Brin et al. 1997). */
export function rulesOf(pairs: readonly Pair[], invoices: number, minConfidence: number): BasketRule[] {
  return pairs
    .flatMap(({ one, other, both, first, second }) => [
      rule(one, other, both, first, second, invoices),
      rule(other, one, both, second, first, invoices),
    ])
    .filter(({ confidence }) => confidence >= minConfidence)
    .sort(
      (a, b) =>
        b.lift - a.lift ||
        b.confidence - a.confidence ||
        (a.antecedent + a.consequent < b.antecedent + b.consequent ? -1 : 1),
    );
}

function rule(
  antecedent: string,
  consequent: string,
  both: number,
  left: number,
  right: number,
  invoices: number,
): BasketRule {
  const support = both / invoices;
  const confidence = both / left;
  const share = right / invoices;
  return {
    antecedent,
    consequent,
    invoices: both,
    support,
    confidence,
    lift: confidence / share,
    leverage: support - (left / invoices) * share,
    conviction: both === left ? null : (1 - share) / (1 - confidence),
  };
}
