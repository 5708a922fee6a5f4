import { AppError } from '../platform/errors/app-error.js';

/** Takes the machine-readable answer and the text for a person; one of the two is printed. */
export type Out = (answer: object, text: string) => void;

/** Runs one command: prints its answer, or its error in words, and sets the exit code. */
export async function runCommand(
  json: boolean,
  command: (out: Out) => Promise<number | void>,
): Promise<void> {
  try {
    const code = await command((answer, text) => {
      if (json) process.stdout.write(`${JSON.stringify(answer)}\n`);
      else if (text !== '') process.stdout.write(`${text}\n`);
    });
    process.exitCode = code ?? 0;
  } catch (error) {
    const told = inWords(error);
    if (json) printError(told.kind, told.message, told.hint);
    process.stderr.write(`error: ${told.message}\n${told.hint ? `  ${told.hint}\n` : ''}`);
    process.exitCode = 1;
  }
}

/** The one object of a command that failed. */
export function printError(kind: string, message: string, hint?: string): void {
  process.stdout.write(`${JSON.stringify({ error: { kind, message, hint: hint ?? null } })}\n`);
}

function inWords(error: unknown): { kind: string; message: string; hint?: string } {
  if (error instanceof AppError) return error;
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || /No space left on device/i.test(message)) {
    return {
      kind: 'unavailable',
      message: `the disk is full: ${message}`,
      hint: 'Nothing was published. Free some space (tillhouse vacuum may help) and run it again.',
    };
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return {
      kind: 'unavailable',
      message: `${path ?? 'the home folder'} cannot be written: ${message}`,
      hint: 'Set TILLHOUSE_HOME to a folder that this user may write.',
    };
  }
  return {
    kind: 'internal',
    message: message,
    hint: 'This is a defect, or a damaged lake. Nothing was published.',
  };
}
