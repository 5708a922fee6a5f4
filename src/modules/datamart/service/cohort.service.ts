import { setImmediate } from 'node:timers/promises';
import { type ShownGold } from '../../warehouse/index.js';
import { type CohortRepository } from '../data-access/cohort.repository.js';
import { averageRetention, type Cohort, cohortOf } from '../domain/cohorts.js';
import { type SemanticService } from './semantic.service.js';

export interface Cohorts {
  gold: ShownGold;
  cohorts: Cohort[];
  average_retention: { month: number; retention: number }[];
}

const COHORTS_A_TURN = 50;

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
    const cohorts: Cohort[] = [];
    for (const row of await this.repository.months(gold, months)) {
      cohorts.push(cohortOf(row, last.slice(0, 7), months));
      // Many years of cohorts are long enough to let others have their turn.
      if (cohorts.length % COHORTS_A_TURN === 0) await setImmediate();
    }
    return { gold, cohorts, average_retention: averageRetention(cohorts) };
  }
}
