import { memberSpans } from '../json/json-spans.js';

/**
 * The message of a request as JSON, copied from the request's source: every digit of a large number stays.
 *
 * @param messageMember the member of the request that holds the message; null: the whole request
 * @returns the request's text as a JSON string where it is not JSON, as in a malformed callback
 */
export function messageBody(request: string, messageMember: string | null): string {
  const span = messageMember === null ? undefined : memberSpans(request)?.get(messageMember);
  const source = span ? request.slice(span[0], span[1]) : request;
  try {
    JSON.parse(source);
    return source;
  } catch {
    return JSON.stringify(source);
  }
}
