import { type MatchHow, type Query, type Term } from './query.js';
import { type Phrase } from './synonyms.js';
import { hasDigit, type Span, spansOf } from './text.js';
import { typosAllowed, typosBetween } from './typo.js';

/** Why a document was found: which word of the query met which text of which field. */
export interface Match {
  term: string;
  field: string;
  text: string;
  how: MatchHow;
}

export interface Highlight {
  field: string;
  /** The text with `<mark>` around what met; everything else is escaped for HTML. */
  snippet: string;
}

export interface Explanation {
  matches: Match[];
  highlights: Highlight[];
  /** 0 to 1: the share of the query's weight that the document has. */
  coverage: number;
}

const HOWS: readonly MatchHow[] = ['exact', 'form', 'synonym', 'prefix', 'typo'];
const VALUE: Record<MatchHow, number> = { exact: 1, form: 1, synonym: 0.95, prefix: 0.85, typo: 0.7 };

/** Looks for the words of a query in the texts of a document. The same for every index: an index tells what fits, not why. */
export function explain(
  { terms }: Query,
  fields: readonly { field: string; text: string }[],
  stem: (word: string) => string,
): Explanation {
  const texts = fields.map(({ field, text }) => ({ field, text, spans: spansOf(text) }));
  const matches: Match[] = [];
  const marked = new Map<string, Span[]>();
  let met = 0;
  let all = 0;
  for (const term of terms) {
    all += term.weight;
    let best: { match: Match; spans: Span[] } | undefined;
    for (const { field, text, spans } of texts) {
      const found = findIn(term, spans, stem);
      if (!found) continue;
      const { start } = found.spans[0]!;
      const { end } = found.spans.at(-1)!;
      const match = { term: term.words.join(' '), field, text: text.slice(start, end), how: found.how };
      if (!best || HOWS.indexOf(match.how) < HOWS.indexOf(best.match.how))
        best = { match, spans: found.spans };
    }
    if (!best) continue;
    matches.push(best.match);
    met += term.weight * VALUE[best.match.how];
    marked.set(best.match.field, [...(marked.get(best.match.field) ?? []), ...best.spans]);
  }
  const highlights = texts
    .filter(({ field }) => marked.has(field))
    .map(({ field, text }) => ({ field, snippet: mark(text, marked.get(field) ?? []) }));
  return { matches, highlights, coverage: all === 0 ? 1 : met / all };
}

function findIn(
  term: Term,
  spans: readonly Span[],
  stem: (word: string) => string,
): { how: MatchHow; spans: Span[] } | undefined {
  const same = (a: string, b: string) => a === b || (!hasDigit(a) && stem(a) === stem(b));
  const exact = phraseIn(term.words, spans, (a, b) => a === b);
  if (exact) return { how: 'exact', spans: exact };
  const form = phraseIn(term.words, spans, same);
  if (form) return { how: 'form', spans: form };
  for (const how of ['synonym', 'prefix', 'typo'] as const) {
    for (const { phrase, isPrefix, how: of } of term.alternatives) {
      if (of !== how) continue;
      const found = phraseIn(phrase, spans, isPrefix ? (a, b) => b.startsWith(a) : same);
      if (found) return { how, spans: found };
    }
  }
  // What another index takes for a beginning or a misspelling.
  const [word = ''] = term.words;
  if (term.words.length > 1) return undefined;
  const longer = spans.find((span) => word.length >= 2 && span.word.startsWith(word));
  if (longer) return { how: 'prefix', spans: [longer] };
  const inner =
    hasDigit(word) && word.length >= 3 ? spans.find((span) => span.word.includes(word)) : undefined;
  if (inner) return { how: 'prefix', spans: [inner] };
  const typos = typosAllowed(word);
  const near = typos > 0 ? spans.find((span) => typosBetween(word, span.word, typos) <= typos) : undefined;
  return near ? { how: 'typo', spans: [near] } : undefined;
}

function phraseIn(
  phrase: Phrase,
  spans: readonly Span[],
  same: (wanted: string, there: string) => boolean,
): Span[] | undefined {
  for (let at = 0; at + phrase.length <= spans.length; at++) {
    if (phrase.every((word, index) => same(word, spans[at + index]?.word ?? ''))) {
      return spans.slice(at, at + phrase.length);
    }
  }
  return undefined;
}

function mark(text: string, spans: readonly Span[]): string {
  let snippet = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    snippet += `${escaped(text.slice(at, start))}<mark>${escaped(text.slice(start, end))}</mark>`;
    at = end;
  }
  return snippet + escaped(text.slice(at));
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
