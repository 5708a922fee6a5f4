import { type ShownGold } from '../../warehouse/index.js';
import { type Dimension } from '../domain/metrics/declaration.js';
import { DATE, DIMENSIONS } from '../domain/metrics/dimensions.js';
import { GRANULARITIES } from '../domain/metrics/granularities.js';
import { MEASURES } from '../domain/metrics/measures.js';
import { COMPARISONS, type Period } from '../domain/period.js';
import { OPERATORS } from '../domain/query.js';
import { describeMeasure } from './result.js';
import { type SemanticService } from './semantic.service.js';

export interface DescribedDimension {
  name: string;
  label: string;
  description: string;
  type: Dimension['type'];
  only_filters: boolean;
}

export interface Catalogue {
  gold: ShownGold;
  measures: ReturnType<typeof describeMeasure>[];
  dimensions: DescribedDimension[];
  granularities: { name: string; label: string; description: string; example: string }[];
  comparisons: { name: string; description: string }[];
  operators: string[];
  /** First and last day of the facts; null where there are none. */
  facts: Period | null;
}

/** All that can be asked for. */
export class CatalogueService {
  constructor(private readonly semantic: SemanticService) {}

  /** Throws AppError where gold cannot be read. */
  async all(): Promise<Catalogue> {
    const gold = await this.semantic.goldOf();
    const { first, last } = await this.semantic.daysOf(gold);
    return {
      gold,
      measures: MEASURES.map(describeMeasure),
      dimensions: [
        {
          name: DATE,
          label: 'Date',
          description: 'The day of the line, cut by the granularity.',
          type: 'text',
          only_filters: false,
        },
        ...DIMENSIONS.map(({ name, label, description, type, onlyFilters = false }) => ({
          ...{ name, label, description, type },
          only_filters: onlyFilters,
        })),
      ],
      granularities: GRANULARITIES.map(({ name, label, description, example }) => ({
        ...{ name, label, description, example },
      })),
      comparisons: Object.entries(COMPARISONS).map(([name, description]) => ({ name, description })),
      operators: [...OPERATORS],
      facts: first === null || last === null ? null : { from: first, to: last },
    };
  }
}
