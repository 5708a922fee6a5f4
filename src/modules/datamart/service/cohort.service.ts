import { type ShownGold } from '../../warehouse/index.js';
import { type CohortRepository } from '../data-access/cohort.repository.js';
import { averageRetention, type Cohort, cohortsOf } from '../domain/cohorts.js';
import { type SemanticService } from './semantic.service.js';

export interface Cohorts {
  gold: ShownGold;
  cohorts: Cohort[];
  average_retention: { month: number; retention: number }[];
}

/** Customers by the month of their first sale. */
export class CohortService {
  constructor(
    private readonly semantic: SemanticService,
    private readonly repository: CohortRepository,
  ) {}

  /** `months` of each cohort, the first one included. Throws AppError. */
  async cohorts(months: number): Promise<Cohorts> {
    const gold = await this.semantic.goldOf();
    const { last } = await this.semantic.daysOf(gold);
    if (last === null) return { gold, cohorts: [], average_retention: [] };
    const cohorts = cohortsOf(await this.repository.months(gold), last.slice(0, 7), months);
    return { gold, cohorts, average_retention: averageRetention(cohorts) };
  }
}
