import { UnprocessableEntityException, ValidationPipe, type ValidationError } from '@nestjs/common';

/** Refuses unknown and malformed fields with 422 and one entry a field. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) =>
      new UnprocessableEntityException({
        message: 'The request is malformed.',
        errors: errors.flatMap((e) => entries(e, '')),
      }),
  });
}

function entries(error: ValidationError, parent: string): { field: string; reason: string }[] {
  const field = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {});
  return [
    ...(own.length > 0 ? [{ field, reason: own.join('; ') }] : []),
    ...(error.children ?? []).flatMap((child) => entries(child, field)),
  ];
}
