import { applyDecorators, type Type } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';

/** A body whose every field has a default: it may be left out, or be null. */
export function ApiOptionalBody(type: Type): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(type),
    ApiBody({
      required: false,
      description: 'What is not named has its default.',
      schema: { nullable: true, type: 'object', allOf: [{ $ref: getSchemaPath(type) }] },
    }),
  );
}
