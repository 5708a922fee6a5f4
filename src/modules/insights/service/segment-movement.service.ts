import { SEGMENT_NAMES } from '../../datamart/index.js';
import { type SegmentMovementRepository } from '../data-access/segment-movement.repository.js';
import { dayNumber, isoDay } from '../domain/calendar/day.js';
import { evident } from '../domain/evidence.js';
import { type InsightContext, inputsOf } from './insight-context.js';

/** How customers move between RFM segments. */
export class SegmentMovement {
  constructor(
    private readonly context: InsightContext,
    private readonly repository: SegmentMovementRepository,
  ) {}

  /** Ends of the last months, and the last day of the facts. */
  async movement({ months }: { months: number }) {
    const gold = await this.context.shown();
    const extent = await this.context.extent(gold, {});
    const days = monthEnds(extent.date_from ?? '1970-01-01', extent.date_to ?? '1970-01-01', months);
    const moves = days.length < 2 ? [] : await this.repository.movements(gold, days);
    const periods = days.slice(1).map((day, at) => {
      const own = moves.filter((move) => move.as_of === day);
      const count = (of: (move: (typeof moves)[number]) => boolean) =>
        own.filter(of).reduce((sum, { customers }) => sum + customers, 0);
      const known = count(({ from }) => from !== null);
      return {
        from: days[at] ?? '',
        to: day,
        customers: count(() => true),
        new_customers: count(({ from }) => from === null),
        stayed: count(({ from, to }) => from === to),
        stayed_share:
          known === 0 ? null : Math.round((count(({ from, to }) => from === to) / known) * 10_000) / 10_000,
        segments: SEGMENT_NAMES.map((segment) => ({
          segment,
          customers: count(({ to }) => to === segment),
          came: count(({ from, to }) => to === segment && from !== segment && from !== null),
          left: count(({ from, to }) => from === segment && to !== segment),
        })),
        moves: own
          .flatMap(({ from, to, customers }) =>
            from === null || from === to ? [] : [{ from, to, customers }],
          )
          .sort((a, b) => b.customers - a.customers),
      };
    });
    const body = evident({
      data: { as_of: days, periods },
      method: {
        name: 'rfm_segments_over_time',
        description:
          'Scores and segments as of each day, from the facts until it, by the same rules as of today; then who went from which to which.',
        parameters: { months },
      },
      inputs: inputsOf(gold, extent),
      caveats: [
        'Scores are quintiles among the customers of the day: one can move because others did.',
        'Corrections and returns count on their own day.',
      ],
      confidence:
        periods.length === 0
          ? { level: 'low', reason: 'the facts span less than two days to compare' }
          : { level: 'high', reason: 'counted, not estimated' },
    });
    return { gold, body };
  }
}

/** Oldest first, the last day among them. */
function monthEnds(first: string, last: string, months: number): string[] {
  const days = [last];
  let day = isoDay(dayNumber(`${last.slice(0, 7)}-01`) - 1);
  // The last day of a month is its end already.
  while (days.length <= months && day >= first) {
    days.unshift(day);
    day = isoDay(dayNumber(`${day.slice(0, 7)}-01`) - 1);
  }
  return days;
}
