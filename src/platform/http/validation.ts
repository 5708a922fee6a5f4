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

/** A value as the given class, by the rules of a body of REST. Throws as that does. */
export async function checkedAs<T extends object>(type: new () => T, value: object): Promise<T> {
  // Without what is undefined, as it would come over the wire.
  const body: unknown = JSON.parse(JSON.stringify(value));
  return (await validationPipe().transform(body, { type: 'body', metatype: type })) as T;
}

function entries(error: ValidationError, parent: string): { field: string; reason: string }[] {
  const field = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {});
  return [
    ...(own.length > 0 ? [{ field, reason: own.join('; ') }] : []),
    ...(error.children ?? []).flatMap((child) => entries(child, field)),
  ];
}
