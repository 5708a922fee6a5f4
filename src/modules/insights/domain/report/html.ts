import { svgOf } from './chart.js';
import { type Kpi, type Report, type Section, type Table, written } from './report.js';
import { escaped } from './text.js';

const STYLE = `
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #222; background: #f4f5f7; margin: 0; }
main { max-width: 940px; margin: 0 auto; padding: 32px 24px 64px; background: #fff; }
h1 { font-size: 28px; margin: 0 0 4px; }
h2 { font-size: 20px; margin: 40px 0 8px; border-bottom: 2px solid #1f5f8b; padding-bottom: 4px; }
.meta, .evidence { color: #666; font-size: 13px; }
.kpis { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 12px; margin: 16px 0; }
.kpi { border: 1px solid #ddd; border-radius: 6px; padding: 10px 14px; }
.kpi b { display: block; font-size: 21px; }
.up { color: #2c7a3f; } .down { color: #b3402a; }
table { border-collapse: collapse; width: 100%; margin: 12px 0; font-size: 14px; }
td.n { white-space: nowrap; } th, td { padding: 5px 8px; border-bottom: 1px solid #e5e5e5; text-align: left; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; margin: 8px 0; } svg .t { font: 12px system-ui, "DejaVu Sans", sans-serif; }
figure { margin: 12px 0; } figcaption { font-weight: 600; font-size: 14px; }
ul.evidence { padding-left: 18px; }
@media print { body { background: #fff; } h2 { break-after: avoid; } figure, table { break-inside: avoid; } }
`;

/** A page that needs nothing else: no script, no address outside. */
export function htmlOf(report: Report): string {
  const { title, generated_at, period, gold_version, currency, sections } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p class="meta">${period ? `${period.from} to ${period.to} · ` : ''}gold version ${gold_version} · amounts in ${escaped(currency)} · made ${escaped(generated_at.slice(0, 16).replace('T', ' '))} UTC</p>
${sections.map((section) => sectionOf(section, currency)).join('\n')}
</main>
</body>
</html>
`;
}

function sectionOf({ title, text, kpis, chart, table, evidence }: Section, currency: string): string {
  return [
    `<section>\n<h2>${escaped(title)}</h2>`,
    ...text.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
    kpis ? `<div class="kpis">${kpis.map((kpi) => kpiOf(kpi, currency)).join('')}</div>` : '',
    chart ? `<figure><figcaption>${escaped(chart.title)}</figcaption>${svgOf(chart, currency)}</figure>` : '',
    table ? tableOf(table, currency) : '',
    evidence
      ? `<p class="evidence">${escaped(evidence.method.description)} Confidence: ${evidence.confidence.level} (${escaped(evidence.confidence.reason)}).</p><ul class="evidence">${evidence.caveats.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>`
      : '',
    '</section>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function kpiOf({ label, value, format, change, isCost = false }: Kpi, currency: string): string {
  const told =
    change === null
      ? ''
      : `<span class="${change < 0 === isCost ? 'up' : 'down'}">${change < 0 ? '▼' : '▲'} ${(100 * Math.abs(change)).toFixed(1)}%</span>`;
  return `<div class="kpi">${escaped(label)}<b>${escaped(written(value, format, currency))}</b>${told}</div>`;
}

function tableOf({ columns, rows }: Table, currency: string): string {
  const head = columns
    .map(({ label, format }) => `<th${format === 'text' ? '' : ' class="n"'}>${escaped(label)}</th>`)
    .join('');
  const body = rows
    .map(
      (row) =>
        `<tr>${columns
          .map(
            ({ key, format }) =>
              `<td${format === 'text' ? '' : ' class="n"'}>${escaped(written(row[key] ?? null, format, currency))}</td>`,
          )
          .join('')}</tr>`,
    )
    .join('\n');
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}
