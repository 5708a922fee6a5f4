import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';

const LONGEST = 2_000;
const READABLE = /^[^\u0000\p{Cs}]*$/u;

interface Described {
  description: string;
  example: string | number;
  /** It may be given as a number too. */
  number?: boolean;
}

/** A value of a line, as text or as a number; whether it can be a value is for the rules to say. */
export function Cell({ number = false, ...described }: Described): PropertyDecorator {
  const text = { type: 'string', nullable: true, maxLength: LONGEST, pattern: '^[^\\u0000]*$' };
  return applyDecorators(
    ApiPropertyOptional({
      ...described,
      ...(number ? { oneOf: [text, { type: 'number' as const }] } : text),
    } as object),
    IsOptional(),
    ValidateBy({
      name: 'isCell',
      validator: {
        validate: (value: unknown) =>
          (typeof value === 'string' && value.length <= LONGEST && READABLE.test(value)) ||
          (number && typeof value === 'number' && Number.isFinite(value)),
        defaultMessage: () =>
          `$property must be a text of at most ${LONGEST} characters without zero bytes${number ? ', or a number' : ''}`,
      },
    }),
  );
}
