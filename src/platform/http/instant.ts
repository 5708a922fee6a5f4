import { applyDecorators } from '@nestjs/common';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsDate, isRFC3339 } from 'class-validator';

/** A point in time as RFC 3339 writes it; `new Date` alone would read nearly anything. */
export function IsInstant() {
  return applyDecorators(
    Transform(({ value }: TransformFnParams): unknown =>
      isRFC3339(value) ? new Date(value as string) : value,
    ),
    IsDate({ message: '$property must be a point in time such as 2026-01-31T09:00:00Z' }),
  );
}
