import { type Chart, type Format, written } from './report.js';
import { escaped } from './text.js';

const WIDTH = 860;
const HEIGHT = 260;
const MARGIN = { top: 12, right: 16, bottom: 34, left: 84 };
const COLOURS = ['#1f5f8b', '#d1603d', '#5b8c5a', '#8d6cab'];

/** A chart as SVG, with a title and a description for who cannot see it. */
export function svgOf(chart: Chart, currency: string): string {
  switch (chart.kind) {
    case 'line':
      return lines(chart, currency);
    case 'bars':
      return bars(chart, currency);
    case 'heat':
      return heat(chart);
  }
}

function frame(title: string, height: number, body: string): string {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}" xmlns="http://www.w3.org/2000/svg"><title>${escaped(title)}</title>${body}</svg>`;
}

function lines(chart: Extract<Chart, { kind: 'line' }>, currency: string): string {
  const { labels, series, band } = chart;
  const values = [
    ...series.flatMap((one) => one.values),
    ...(band?.lower ?? []),
    ...(band?.upper ?? []),
  ].filter((value) => value !== null);
  const scale = scaleOf(Math.min(0, ...values), Math.max(0, ...values));
  const inner = { width: WIDTH - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
  const x = (at: number) =>
    MARGIN.left + (labels.length < 2 ? inner.width / 2 : (at / (labels.length - 1)) * inner.width);
  const y = (value: number) =>
    MARGIN.top + inner.height * (1 - (value - scale.low) / (scale.high - scale.low || 1));
  const parts = [axisY(scale, y, chart.format, currency), axisX(labels, x)];
  if (band) {
    const at = labels
      .map((_, i) => i)
      .filter((i) => typeof band.lower[i] === 'number' && typeof band.upper[i] === 'number');
    if (at.length > 1) {
      const up = at.map((i) => `${n(x(i))},${n(y(band.upper[i] ?? 0))}`);
      const down = at.reverse().map((i) => `${n(x(i))},${n(y(band.lower[i] ?? 0))}`);
      parts.push(`<polygon points="${[...up, ...down].join(' ')}" fill="${COLOURS[1]}" opacity="0.18"/>`);
    }
  }
  series.forEach(({ values: own }, index) => {
    let path = '';
    let isOn = false;
    own.forEach((value, at) => {
      if (value === null) isOn = false;
      else {
        path += `${isOn ? 'L' : 'M'}${n(x(at))} ${n(y(value))}`;
        isOn = true;
      }
    });
    parts.push(
      `<path d="${path}" fill="none" stroke="${COLOURS[index % COLOURS.length]}" stroke-width="2" stroke-linejoin="round"/>`,
    );
  });
  const names = [
    ...series.map(({ name }, at) => ({ name, colour: COLOURS[at % COLOURS.length] ?? '', opacity: 1 })),
    ...(band ? [{ name: band.name, colour: COLOURS[1] ?? '', opacity: 0.3 }] : []),
  ];
  if (names.length > 1) parts.push(legend(names));
  return frame(chart.title, HEIGHT, parts.join(''));
}

function bars(chart: Extract<Chart, { kind: 'bars' }>, currency: string): string {
  const row = 24;
  const left = 250;
  const height = chart.labels.length * row + 8;
  const most = Math.max(...chart.values.map(Math.abs), 0) || 1;
  const room = WIDTH - left - 130;
  const body = chart.labels
    .map((label, at) => {
      const value = chart.values[at] ?? 0;
      const top = at * row + 4;
      const length = Math.max(1, (Math.abs(value) / most) * room);
      return (
        `<text x="${left - 10}" y="${top + 15}" text-anchor="end" class="t">${escaped(cut(label, 30))}</text>` +
        `<rect x="${left}" y="${top + 2}" width="${n(length)}" height="${row - 6}" rx="2" fill="${value < 0 ? COLOURS[1] : COLOURS[0]}"/>` +
        `<text x="${n(left + length + 8)}" y="${top + 15}" class="t">${escaped(written(value, chart.format, currency))}</text>`
      );
    })
    .join('');
  return frame(chart.title, height, body);
}

function heat(chart: Extract<Chart, { kind: 'heat' }>): string {
  const left = 90;
  const cell = Math.min(64, (WIDTH - left) / Math.max(chart.columns.length, 1));
  const row = 24;
  const height = (chart.rows.length + 1) * row + 6;
  const head = chart.columns
    .map(
      (label, at) =>
        `<text x="${n(left + (at + 0.5) * cell)}" y="16" text-anchor="middle" class="t">${escaped(label)}</text>`,
    )
    .join('');
  const body = chart.rows
    .map((label, at) => {
      const top = (at + 1) * row;
      const cells = (chart.values[at] ?? [])
        .map((value, column) => {
          if (value === null) return '';
          const strength = Math.min(1, Math.max(0, value));
          return (
            `<rect x="${n(left + column * cell + 1)}" y="${top + 1}" width="${n(cell - 2)}" height="${row - 2}" fill="${COLOURS[0]}" opacity="${n(0.08 + 0.92 * strength)}"/>` +
            `<text x="${n(left + (column + 0.5) * cell)}" y="${top + 16}" text-anchor="middle" class="t" fill="${strength > 0.45 ? '#fff' : '#222'}">${Math.round(100 * value)}%</text>`
          );
        })
        .join('');
      return `<text x="${left - 10}" y="${top + 16}" text-anchor="end" class="t">${escaped(label)}</text>${cells}`;
    })
    .join('');
  return frame(chart.title, height, head + body);
}

interface Scale {
  low: number;
  high: number;
  step: number;
}

/** Round numbers that hold both ends in about five steps. */
export function scaleOf(low: number, high: number): Scale {
  if (low === high) return { low, high: low + 1, step: 1 };
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? 10 * power;
  return { low: Math.floor(low / step) * step, high: Math.ceil(high / step) * step, step };
}

function axisY(
  { low, high, step }: Scale,
  y: (value: number) => number,
  format: Format,
  currency: string,
): string {
  const parts: string[] = [];
  for (let at = 0; at <= Math.round((high - low) / step); at++) {
    const value = low + at * step;
    parts.push(
      `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${n(y(value))}" y2="${n(y(value))}" stroke="#ddd"/>`,
      `<text x="${MARGIN.left - 8}" y="${n(y(value) + 4)}" text-anchor="end" class="t">${escaped(format === 'money' ? written(value, 'integer', currency) : written(value, format, currency))}</text>`,
    );
  }
  return parts.join('');
}

function axisX(labels: readonly string[], x: (at: number) => number): string {
  const every = Math.max(1, Math.ceil(labels.length / 9));
  return labels
    .map((label, at) => {
      if (at % every !== 0) return '';
      const anchor = at === 0 ? 'start' : at === labels.length - 1 ? 'end' : 'middle';
      return `<text x="${n(x(at))}" y="${HEIGHT - 14}" text-anchor="${anchor}" class="t">${escaped(label)}</text>`;
    })
    .join('');
}

function legend(names: { name: string; colour: string; opacity: number }[]): string {
  let left = MARGIN.left + 8;
  return names
    .map(({ name, colour, opacity }) => {
      const entry = `<rect x="${left}" y="${MARGIN.top}" width="12" height="12" fill="${colour}" opacity="${opacity}"/><text x="${left + 17}" y="${MARGIN.top + 10}" class="t">${escaped(name)}</text>`;
      left += 34 + 7 * name.length;
      return entry;
    })
    .join('');
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
