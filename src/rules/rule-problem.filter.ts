import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { RuleSetError } from './rule-problem.js';

/** Tells a caller of the admin API all that is wrong with a rule set, and where. */
@Catch(RuleSetError)
export class RuleProblemFilter implements ExceptionFilter<RuleSetError> {
  catch({ problems }: RuleSetError, host: ArgumentsHost): void {
    const message = `The rules cannot be used, and nothing was changed: ${problems.length} problem(s).`;
    host
      .switchToHttp()
      .getResponse<Response>()
      .status(422)
      .json({ statusCode: 422, error: 'Unprocessable Entity', message, errors: problems });
  }
}
