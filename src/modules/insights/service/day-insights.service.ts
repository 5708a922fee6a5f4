import { AppError } from '../../../platform/errors/app-error.js';
import { type DayFiguresRepository } from '../data-access/day-figures.repository.js';
import { dayNumber } from '../domain/calendar/day.js';
import { type HolidaysOf, learnOpening, type Opening } from '../domain/calendar/opening.js';
import { evident } from '../domain/evidence.js';
import { anomaliesOf } from '../domain/series/anomalies.js';
import { type DayFigures, type DayMeasure } from '../domain/series/day-figures.js';
import { seasonalityOf } from '../domain/series/seasonality.js';
import { type AskedScope, type InsightContext, inputsOf, shortened } from './insight-context.js';

export interface DayQuestion extends AskedScope {
  measure: DayMeasure;
}

/** What stands out among days, and what repeats in them. */
export class DayInsights {
  constructor(
    private readonly context: InsightContext,
    private readonly repository: DayFiguresRepository,
    private readonly holidaysOf: HolidaysOf,
  ) {}

  async anomalies({ threshold, limit, ...question }: DayQuestion & { threshold: number; limit: number }) {
    const { gold, days, opening } = await this.days(question);
    const { date_from, date_to, measure } = question;
    const isAsked = (date: string) =>
      (date_from === undefined || date >= date_from) && (date_to === undefined || date <= date_to);
    const found = anomaliesOf(days, opening, measure, threshold)
      .filter(({ date }) => isAsked(date))
      .sort(
        (a, b) =>
          Math.abs(b.score ?? threshold) - Math.abs(a.score ?? threshold) || (a.date < b.date ? 1 : -1),
      );
    const body = evident({
      data: {
        measure,
        found: found.length,
        anomalies: shortened(found.slice(0, limit), 4),
        closing_rules: opening.rules,
      },
      method: {
        name: 'robust_z_score_by_weekday',
        description:
          'Distance from the median of the six same weekdays before and after, in robust standard deviations; reasons from the invoices, returns and orders of the day.',
        parameters: { threshold },
      },
      inputs: inputsOf(
        gold,
        await this.context.extent(gold, this.context.scopeOf({ country: question.country })),
      ),
      caveats: [
        'A day without five same weekdays around it is not judged.',
        'Reasons are what the day was made of; why customers did so is not in the data.',
        ...(date_from !== undefined || date_to !== undefined
          ? ['Days outside the period help to say what is usual.']
          : []),
      ],
      confidence:
        days.length >= 90
          ? { level: 'high', reason: `${days.length} days tell what is usual` }
          : { level: 'low', reason: `only ${days.length} days tell what is usual` },
    });
    return { gold, body };
  }

  async seasonality(question: DayQuestion) {
    const { gold, days, opening } = await this.days(question);
    const { date_from, date_to, measure } = question;
    const from = date_from === undefined ? -Infinity : dayNumber(date_from);
    const to = date_to === undefined ? Infinity : dayNumber(date_to);
    const season = seasonalityOf(
      days.filter(({ day }) => day >= from && day <= to),
      opening,
      measure,
    );
    if (!season) {
      throw new AppError('refused', 'too few days with sales to see a season: 28 are needed', {
        hint: 'Widen the period.',
      });
    }
    const body = evident({
      data: { measure, ...shortened(season, 4) },
      method: {
        name: 'ratio_to_local_level',
        description:
          'Open days over the mean of the two weeks before and after, averaged by weekday, part of the month and days around holidays; months over the mean of all, weekdays taken out.',
      },
      inputs: inputsOf(gold, await this.context.extent(gold, this.context.scopeOf(question))),
      caveats: [
        ...(season.years < 2
          ? [
              `Only ${season.years.toFixed(1)} years: the index of a month is the level of that month, and no season that was seen to return.`,
            ]
          : []),
        'Averages are moved by single large orders; standard errors say how much.',
      ],
      confidence:
        season.years >= 2
          ? { level: 'high', reason: 'more than two years of days' }
          : { level: 'medium', reason: 'weekdays were seen often, months once' },
    });
    return { gold, body };
  }

  /** All days, as what is usual is learned from all of them. */
  private async days({ country }: DayQuestion): Promise<{
    gold: Awaited<ReturnType<InsightContext['shown']>>;
    days: DayFigures[];
    opening: Opening;
  }> {
    const gold = await this.context.shown();
    const scope = this.context.scopeOf({ country });
    const days = await this.repository.days(gold, scope);
    const shop = scope.country === undefined ? days : await this.repository.days(gold, {});
    const opening = learnOpening(
      { first: shop[0]?.day ?? 0, values: shop.map(({ gross, net }) => (gross === 0 ? net : gross)) },
      this.holidaysOf() ?? new Map<number, string>(),
    );
    return { gold, days, opening };
  }
}
