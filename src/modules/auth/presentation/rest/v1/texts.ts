import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

/** Text without control characters; PostgreSQL's texts hold no NUL. The decorator that describes the property stands above. */
export function Printable(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' }),
    Matches(/^[^\p{Cc}\p{Cs}]*$/u, { message: '$property must not contain control characters' }),
  );
}
