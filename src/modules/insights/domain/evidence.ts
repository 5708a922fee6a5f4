/** How far an answer can be trusted, and why. */
export interface Confidence {
  level: 'high' | 'medium' | 'low';
  reason: string;
}

/** What an answer is made from, and how. */
export interface Evidence {
  method: { name: string; description: string; parameters?: Record<string, unknown> };
  inputs: {
    date_from: string | null;
    date_to: string | null;
    /** Rows that were looked at, and what a row is. */
    rows: number;
    of: string;
    gold_version: number;
    currency: string;
  };
  caveats: string[];
  confidence: Confidence;
}

/** An answer's data with its evidence, which is checked here. */
export function evident<T>(body: { data: T } & Evidence): { data: T } & Evidence {
  return body;
}
