/** PostgreSQL's texts hold no NUL. */
export const PRINTABLE = /^[^\p{Cc}\p{Cs}]*$/u;
export const NO_CONTROL = { message: '$property must not contain control characters' };
