import { mean, deviation } from '../math/statistics.js';
import { BLEND, type Fold, ranking, scoreOf } from './backtest.js';

/** Windows that choose a way and make its bounds: older ones tell of a shop that was another. */
export const MOST_FOLDS = 6;
/** A single way must beat the blend by this many standard errors; windows that overlap make the error look small. */
const MARGIN = 2;

export interface Choice {
  name: string;
  because: string;
  compared: { name: string; score: number }[];
}

/**
 * The way with the lowest score over windows in the past. A blend of ways is seldom far from the best and never the worst, so it is
 * preferred unless a single way beats it clearly. Undefined of no windows.
 */
export function choose(folds: readonly Fold[], weekLength: number): Choice | undefined {
  const compared = ranking(folds, weekLength);
  const best = compared[0];
  if (!best) return undefined;
  if (best.name === BLEND || !compared.some(({ name }) => name === BLEND)) {
    return {
      name: best.name,
      because: `lowest error over ${folds.length} windows in the past`,
      compared,
    };
  }
  const gains = folds.map(
    (fold) =>
      scoreOf(fold, fold.forecasts.get(BLEND) ?? [], weekLength) -
      scoreOf(fold, fold.forecasts.get(best.name) ?? [], weekLength),
  );
  const isClear = mean(gains) > (MARGIN * deviation(gains)) / Math.sqrt(gains.length);
  return isClear && gains.length > 1
    ? {
        name: best.name,
        because: `lowest error over ${folds.length} windows in the past, clearly below the blend`,
        compared,
      }
    : {
        name: BLEND,
        because: `no single way was clearly better over ${folds.length} windows in the past`,
        compared,
      };
}
