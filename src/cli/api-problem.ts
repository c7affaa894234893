import { RuleSetError } from '../rules/engine/rule-problem.js';
import { CommandFault, EXIT } from './command-fault.js';
import { printable } from './terminal.js';

/** One of several faults, as the API tells it. */
export interface ApiFault {
  readonly pointer?: string;
  readonly line?: number;
  readonly column?: number;
  readonly detail: string;
}

/** The API said no: its problem details (RFC 9457), whatever of them it sent. */
export class ApiProblem extends CommandFault {
  override readonly name = 'ApiProblem';
  readonly title: string;
  readonly detail: string | undefined;
  readonly faults: readonly ApiFault[];

  constructor(
    readonly status: number,
    body: unknown,
  ) {
    const { title, detail, errors } = membersOf(body);
    const head = typeof title === 'string' ? title : 'An answer that is none of the admin API';
    const text = typeof detail === 'string' ? detail : undefined;
    const faults = faultsOf(errors);
    // A single fault without a place says what the detail says.
    const told = faults.length === 1 && faults[0]!.detail === text ? [] : faults;
    super(
      [`${head} (${status})${text ? `: ${text}` : ''}`, ...told.map(faultLine)].map(printable).join('\n'),
    );
    this.title = head;
    this.detail = text;
    this.faults = faults;
  }

  /** The same about rules that were sent; undefined where it is about something else. */
  asRuleSetError(): RuleSetError | undefined {
    const problems = this.faults.flatMap(({ pointer, ...fault }) =>
      pointer === undefined ? [] : [{ ...fault, pointer }],
    );
    return problems.length > 0 && problems.length === this.faults.length
      ? new RuleSetError(problems)
      : undefined;
  }
}

/** Nobody answered. */
export class Unreachable extends CommandFault {
  override readonly name = 'Unreachable';

  constructor(url: string, cause: Error) {
    super(
      `Presend does not answer at ${url} (${reasonOf(cause)}). Does it run there? --url or PRESEND_URL says where it is.`,
      EXIT.unreachable,
    );
  }
}

function faultLine({ pointer, line, column, detail }: ApiFault): string {
  const place = [
    pointer,
    line !== undefined && `line ${line}`,
    column !== undefined && `column ${column}`,
  ].filter(Boolean);
  return `  ${place.length > 0 ? `${place.join(', ')}: ` : ''}${detail}`;
}

function membersOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

function faultsOf(errors: unknown): ApiFault[] {
  if (!Array.isArray(errors)) return [];
  return errors.map((error: unknown) => {
    const { pointer, line, column, detail } = membersOf(error);
    return {
      pointer: typeof pointer === 'string' ? pointer : undefined,
      line: typeof line === 'number' ? line : undefined,
      column: typeof column === 'number' ? column : undefined,
      detail: typeof detail === 'string' ? detail : JSON.stringify(error),
    };
  });
}

function reasonOf(error: Error): string {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return (
    cause?.code ?? cause?.message ?? (error.name === 'TimeoutError' ? 'no answer in time' : error.message)
  );
}
