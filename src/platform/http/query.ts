import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
} from 'class-validator';

interface Described {
  description?: string;
  example?: string | number;
}

/** Something that can be read, and no zero byte, which PostgreSQL has none of. */
const READABLE = /^[^\u0000]*[^\u0000\s][^\u0000]*$/;
const LONGEST_TEXT = 200;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;

/** An optional text in the query. White space around and between words does not count. */
export function QueryText({
  maxLength = LONGEST_TEXT,
  ...described
}: Described & { maxLength?: number } = {}) {
  return applyDecorators(
    ApiPropertyOptional({
      type: 'string',
      minLength: 1,
      maxLength,
      pattern: READABLE.source,
      ...described,
    }),
    IsOptional(),
    IsString(),
    MinLength(1),
    MaxLength(maxLength),
    Matches(READABLE, { message: '$property must have a character that is seen, and no zero byte' }),
    Transform(({ value }: TransformFnParams) =>
      typeof value === 'string' ? cleaned(value) : (value as unknown),
    ),
  );
}

const LONGEST_LIST = 100;

/** An optional list in the query, `a,b,c`. */
export function QueryList(described: Described = {}) {
  return applyDecorators(
    ApiPropertyOptional({
      type: 'string',
      minLength: 1,
      maxLength: LONGEST_LIST * 50,
      pattern: READABLE.source,
      ...described,
    }),
    IsOptional(),
    Transform(({ value }: TransformFnParams) =>
      typeof value === 'string' ? value.split(',').map(cleaned) : (value as unknown),
    ),
    ValidateBy({
      name: 'isList',
      validator: {
        validate: (value: unknown) =>
          Array.isArray(value) &&
          value.length <= LONGEST_LIST &&
          value.every(
            (item) => typeof item === 'string' && item.length <= LONGEST_TEXT && READABLE.test(item),
          ),
        defaultMessage: () =>
          `$property must be given once: 1 to ${LONGEST_LIST} items of at most ${LONGEST_TEXT} characters, with commas between them`,
      },
    }),
  );
}

/** An optional day in the query, YYYY-MM-DD. */
export function QueryDay(described: Described = {}) {
  return applyDecorators(
    ApiPropertyOptional({ type: 'string', format: 'date', example: '2011-01-01', ...described }),
    IsOptional(),
    ValidateBy({
      name: 'isDay',
      validator: {
        validate: isDay,
        defaultMessage: () => '$property must be a day of the calendar, YYYY-MM-DD',
      },
    }),
  );
}

/** An optional number in the query. */
export function QueryNumber({
  min,
  max,
  ...described
}: Described & { min: number; max: number; type?: 'number' | 'integer' }) {
  return applyDecorators(
    ApiPropertyOptional({ type: 'number', minimum: min, maximum: max, ...described }),
    IsOptional(),
    Transform(toNumber),
    IsNumber(),
    Min(min),
    Max(max),
  );
}

/** A whole number in the query, which has a value where it is not given. */
export function QueryInteger({
  min,
  max,
  ...described
}: Described & { min: number; max: number; default: number }) {
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: min, maximum: max, ...described }),
    Transform(toNumber),
    IsInt(),
    Min(min),
    Max(max),
  );
}

/** An optional `true` or `false` in the query. */
export function QueryFlag({ ...described }: Described & { default: boolean }) {
  return applyDecorators(
    ApiPropertyOptional({ type: 'boolean', ...described }),
    Transform(({ value }: TransformFnParams) =>
      value === 'true' ? true : value === 'false' ? false : (value as unknown),
    ),
    IsBoolean(),
  );
}

/** One of some words in the query. */
export function QueryOneOf(words: readonly string[], described: Described & { default?: string } = {}) {
  return applyDecorators(
    ApiPropertyOptional({ type: 'string', enum: [...words], ...described }),
    IsOptional(),
    IsIn(words),
  );
}

/** A day of the calendar, YYYY-MM-DD. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || value.startsWith('0000'))
    return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function cleaned(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function toNumber({ value }: TransformFnParams): unknown {
  return typeof value === 'string' ? (NUMBER.test(value) ? Number(value) : NaN) : value;
}
