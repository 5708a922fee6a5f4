/** How many typing errors a word of that length may have; a word with digits is a code, and none. */
export function typosAllowed(word: string): number {
  if (/\p{N}/u.test(word)) return 0;
  if (word.length >= 7) return 2;
  return word.length >= 4 ? 1 : 0;
}

/**
 * Letters put in, left out, changed, or swapped with their neighbour to make one word of the other (optimal string
 * alignment); `most + 1` where it is more than `most`.
 */
export function typosBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = nextRow(b, a, i, row, before);
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return Math.min(row[b.length] ?? 0, most + 1);
}

/** Row `i` of the table of distances: the first `i` letters of `text` against all beginnings of `word`. */
export function nextRow(
  word: string,
  text: string,
  i: number,
  row: readonly number[],
  before: readonly number[],
): number[] {
  const letter = text[i - 1];
  const next = [i];
  for (let j = 1; j <= word.length; j++) {
    let least = Math.min(
      (next[j - 1] ?? 0) + 1,
      (row[j] ?? 0) + 1,
      (row[j - 1] ?? 0) + (letter === word[j - 1] ? 0 : 1),
    );
    if (i > 1 && j > 1 && letter === word[j - 2] && text[i - 2] === word[j - 1]) {
      least = Math.min(least, (before[j - 2] ?? 0) + 1);
    }
    next[j] = least;
  }
  return next;
}
