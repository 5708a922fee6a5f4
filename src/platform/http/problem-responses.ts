import { applyDecorators } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiProperty,
  ApiPropertyOptional,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { PROBLEM_TYPE } from './problem.js';

class FieldError {
  @ApiProperty({ example: 'size' })
  field!: string;

  @ApiProperty({ example: 'size must not be greater than 100' })
  reason!: string;
}

/** RFC 9457, as every error leaves. */
class ProblemDto {
  @ApiProperty({ example: 'about:blank' })
  type!: string;

  @ApiProperty({ example: 'Unprocessable Entity' })
  title!: string;

  @ApiProperty({ type: 'integer', example: 422 })
  status!: number;

  @ApiProperty({ example: 'The request is malformed.' })
  detail!: string;

  @ApiProperty({ description: 'What was asked for.', example: '/api/v1/sales?size=1000' })
  instance!: string;

  @ApiProperty({ description: 'Under it the log tells more.' })
  correlation_id!: string;

  @ApiPropertyOptional({ description: 'The way out, where one is known.' })
  hint?: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  details?: Record<string, unknown>;

  @ApiPropertyOptional({ type: [FieldError], description: 'One entry a field that is wrong.' })
  errors?: FieldError[];
}

const MEANING = {
  400: 'The request cannot be read.',
  401: 'No or bad credentials.',
  403: 'Too little right.',
  404: 'There is no such thing.',
  406: 'No acceptable form of the answer.',
  409: 'It does not fit the state that the thing is in.',
  412: 'The thing has changed since.',
  413: 'The request is too large.',
  415: 'The body is of a type that is not read here.',
  422: 'The request is malformed; one entry a field.',
  429: 'Too many requests; Retry-After says when to come back.',
  503: 'A part that is needed does not answer.',
} as const;

type ProblemStatus = keyof typeof MEANING;

/** Documents the statuses with which a route answers a problem. */
export function ApiProblems(...statuses: ProblemStatus[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiExtraModels(ProblemDto, FieldError),
    ...statuses.map((status) => ApiResponse({ status, ...problemResponse(status) })),
  );
}

export function problemResponse(status: ProblemStatus): {
  description: string;
  content: Record<string, { schema: { $ref: string } }>;
} {
  return {
    description: MEANING[status],
    content: { [PROBLEM_TYPE]: { schema: { $ref: getSchemaPath(ProblemDto) } } },
  };
}
