import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
} from 'class-validator';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const DIGITS = /^-?\d{1,15}$/;
/** PostgreSQL and DuckDB take no NUL. */
const NO_NUL = /^[^\x00]*$/;

/** A whole number of the query, in digits and nothing else. */
export function WholeNumber(
  min: number,
  max: number,
  { fallback, ...options }: { fallback?: number; description: string; example?: number },
): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: min, maximum: max, default: fallback, ...options }),
    IsOptional(),
    // What is not digits stays as it came, and is refused.
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && DIGITS.test(value) ? Number(value) : value,
    ),
    IsInt(),
    Min(min),
    Max(max),
  );
}

/** A text of the query. */
export function Text(options: ApiPropertyOptions & { description: string }, max = 200): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: 'string',
      minLength: 1,
      maxLength: max,
      pattern: NO_NUL.source,
      ...(options as object),
    }),
    IsOptional(),
    IsString(),
    MinLength(1),
    MaxLength(max),
    Matches(NO_NUL, { message: '$property must not contain a NUL character' }),
  );
}

/** A day of the query, YYYY-MM-DD. */
export function Day(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'string', format: 'date', description, example: '2011-02-01' }),
    IsOptional(),
    ValidateBy({
      name: 'isDay',
      validator: {
        validate: isDay,
        defaultMessage: () => '$property must be a day that there is, YYYY-MM-DD',
      },
    }),
  );
}

function isDay(value: unknown): boolean {
  const [, year, month, day] = typeof value === 'string' ? (DAY.exec(value) ?? []).map(Number) : [];
  if (year === undefined || month === undefined || day === undefined || year < 1) return false;
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}
