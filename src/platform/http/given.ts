import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateBy, ValidateIf } from 'class-validator';
import { isDay } from './query.js';

/** Of an optional field of a body: what is absent is left out, and null is no way to do so. */
export function Given(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/** An optional day in a body. */
export function OptionalDay(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'string', format: 'date', description }),
    Given(),
    ValidateBy({
      name: 'isDay',
      validator: {
        validate: isDay,
        defaultMessage: () => '$property must be a day of the calendar, YYYY-MM-DD',
      },
    }),
  );
}
